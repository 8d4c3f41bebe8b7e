import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';

/** Reads an operation's members; what does not fit is a `BadRequestException` that names the member, never its value. */
export function read<S extends z.ZodType>(schema: S, input: Members): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AwsError('BadRequestException', `${issue?.path.join('.') ?? 'request'}: ${issue?.message}`);
}

const content = z.object({ Data: z.string(), Charset: z.string().optional() });
const header = z.object({
  // Custom headers: a name of up to 126, a value of up to 995 ASCII characters (aws-facts §3).
  Name: z.string().regex(/^[!-9;-~]{1,126}$/, 'must be up to 126 printable characters without a colon'),
  Value: z.string().regex(/^[ -~]{1,995}$/, 'must be up to 995 printable ASCII characters'),
});
const attachment = z.object({
  FileName: z.string(),
  RawContent: z.string(),
  ContentType: z.string().default('application/octet-stream'),
});
const extras = { Headers: z.array(header).default([]), Attachments: z.array(attachment).default([]) };
const addresses = z.array(z.string()).default([]);

export const sendEmailInput = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .optional(),
  ReplyToAddresses: addresses,
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  ListManagementOptions: z.undefined('contact lists are not emulated').optional(),
  Content: z.object({
    Simple: z
      .object({
        Subject: content,
        Body: z.object({ Text: content.optional(), Html: content.optional() }),
        ...extras,
      })
      .optional(),
    Raw: z.object({ Data: z.string() }).optional(),
    Template: z
      .object({
        TemplateName: z.string().optional(),
        TemplateContent: z
          .object({
            Subject: z.string().default(''),
            Text: z.string().optional(),
            Html: z.string().optional(),
          })
          .optional(),
        TemplateData: z.string().optional(),
        ...extras,
      })
      .optional(),
  }),
});

export type SendEmailInput = z.output<typeof sendEmailInput>;
