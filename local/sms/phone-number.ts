/** Whether this is a number in E.164 form that a text could go to: `+`, no leading zero, and ten digits after `+1`. */
export function isPhoneNumber(text: string): boolean {
  return /^\+(?:1[2-9]\d{9}|[2-9]\d{6,14})$/.test(text);
}
