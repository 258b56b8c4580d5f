// The words of this page, known before any other part of it says one.
import words from "../../words/en/seller.json";
import { learn } from "../words";

learn(words);
