import { release } from "./release";

/** Whether this browser, on this connection, can keep the site; insecure pages cannot, nor those of a developer. */
export const isPossible = (): boolean => release !== "" && "serviceWorker" in navigator;
