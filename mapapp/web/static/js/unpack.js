// The entry of a page that is a single file: runs the script that it carries. Everything else is told by its module.

import { carriedHere, runHere } from "./carried.js";
import { fileAt, openDoor } from "./files.js";

openDoor("", carriedHere());

fileAt("/map.js").then((file) => file.text()).then(runHere);
