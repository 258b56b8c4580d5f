/** The day on this device. The engine has no clock; whoever asks brings the day. */
export function today(now: Date = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
