// The list of the page: where the entry of a node is.

import { part } from "./elements.js";

export const entryOf = part;
