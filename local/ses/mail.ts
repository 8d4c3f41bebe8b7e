import { AwsError } from '../aws-error.ts';
import { splitAddresses } from './addresses.ts';
import type { SendingSettings } from './identities.ts';
import type { SendEmailInput } from './input.ts';
import { parseRawMessage } from './raw-message.ts';
import { readTemplateData, render, type Rendered } from './render.ts';

/** One mail as the mailbox keeps it, with its text rendered. */
export interface Mail {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers: readonly { readonly Name: string; readonly Value: string }[];
  readonly attachments: readonly { readonly fileName: string; readonly type: string }[];
  readonly tags: readonly { readonly Name: string; readonly Value: string }[];
  readonly configurationSet?: string;
  /** What became of it; only a mail that could not be rendered never left. */
  readonly status: 'DELIVERED' | 'BOUNCED' | 'COMPLAINED' | 'RENDERING_FAILED';
}

/** What a request wants to send, before anything is checked. */
export type Draft = Omit<Mail, 'id' | 'at' | 'configurationSet' | 'status'> & {
  readonly missingTemplateValue?: string;
};

/** Reads the content of a request, of whichever of the three kinds it is. */
export function draftOf(input: SendEmailInput, templates: SendingSettings['templates']): Draft {
  const { Simple, Raw, Template } = input.Content;
  if ([Simple, Raw, Template].filter((one) => one !== undefined).length !== 1) {
    throw new AwsError('BadRequestException', 'Content: give exactly one of Simple, Raw and Template');
  }
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = input.Destination ?? {};
  const envelope = {
    from: input.FromEmailAddress ?? '',
    to: ToAddresses,
    cc: CcAddresses,
    bcc: BccAddresses,
    replyTo: input.ReplyToAddresses,
    tags: input.EmailTags,
  };
  if (Raw !== undefined) return { ...envelope, ...rawContent(Raw.Data, input) };
  if (Template !== undefined) return { ...envelope, ...templateContent(Template, templates) };
  const { Subject, Body, Headers = [], Attachments = [] } = Simple ?? {};
  if (Body?.Text === undefined && Body?.Html === undefined) {
    throw new AwsError('BadRequestException', 'Content.Simple.Body: give Text, Html or both');
  }
  return {
    ...envelope,
    subject: Subject?.Data ?? '',
    ...(Body.Text && { text: Body.Text.Data }),
    ...(Body.Html && { html: Body.Html.Data }),
    headers: Headers,
    attachments: Attachments.map(({ FileName, ContentType }) => ({ fileName: FileName, type: ContentType })),
  };
}

type Content = Pick<Draft, 'subject' | 'headers' | 'attachments' | 'text' | 'html' | 'missingTemplateValue'>;

/** A raw message says itself where it goes, unless the request does. */
function rawContent(data: string, input: SendEmailInput): Content & Partial<Draft> {
  const message = parseRawMessage(Buffer.from(data, 'base64').toString('utf8'));
  const listed = (name: string) => splitAddresses(message.headers.get(name) ?? '');
  return {
    subject: message.subject,
    ...(message.text !== undefined && { text: message.text }),
    ...(message.html !== undefined && { html: message.html }),
    headers: [...message.headers].map(([Name, Value]) => ({ Name, Value })),
    attachments: message.attachments,
    ...(input.FromEmailAddress === undefined && { from: message.headers.get('from') ?? '' }),
    ...(input.Destination === undefined && { to: listed('to'), cc: listed('cc'), bcc: listed('bcc') }),
  };
}

type TemplateInput = NonNullable<SendEmailInput['Content']['Template']>;

function templateContent(template: TemplateInput, templates: SendingSettings['templates']): Content {
  const stored = template.TemplateName === undefined ? undefined : templates.get(template.TemplateName);
  if (template.TemplateName !== undefined && stored === undefined) {
    throw new AwsError('NotFoundException', `Template ${template.TemplateName} does not exist`, {
      status: 404,
    });
  }
  const source = template.TemplateContent ?? {
    Subject: stored?.SubjectPart ?? '',
    Text: stored?.TextPart,
    Html: stored?.HtmlPart,
  };
  if (source.Text === undefined && source.Html === undefined) {
    throw new AwsError(
      'BadRequestException',
      'Content.Template: give TemplateName, or TemplateContent with a body',
    );
  }
  const data = readTemplateData(template.TemplateData);
  const fill = (text: string | undefined): Rendered | undefined =>
    text === undefined ? undefined : render(text, data);
  const [subject, text, html] = [fill(source.Subject), fill(source.Text), fill(source.Html)];
  const missing = subject?.missing ?? text?.missing ?? html?.missing;
  return {
    subject: subject?.text ?? '',
    ...(text && { text: text.text }),
    ...(html && { html: html.text }),
    headers: template.Headers,
    attachments: template.Attachments.map(({ FileName, ContentType }) => ({
      fileName: FileName,
      type: ContentType,
    })),
    ...(missing !== undefined && { missingTemplateValue: missing }),
  };
}
