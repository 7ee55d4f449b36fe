// Names of files as strangers chose them, made harmless: for reading on the
// page and for saving. What a name claims decides nothing; see preview.ts.

/** Controls, and the marks that turn the reading direction or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
/** Forbidden or with a meaning of their own on some file system or command line. */
const FORBIDDEN = /[<>:"/\\|?*%$`'!;&~^{}\[\]#]/gu;
/** Names that are devices on Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/iu;
/** Endings that a double click runs, mounts or renders with script. */
const RUNS = new Set(
  ("action apk app appimage application appref-ms appx bash bat bin bz2exe cab chm cmd com command cpl csh deb desktop diagcab dll dmg docm dotm " +
    "exe gadget hta htm html htt img inf ins iqy iso isp jar jnlp js jse jsp ksh lnk mht mhtml msc msi msix msp mst one osx out pif pkg potm " +
    "ppam ppsm pptm ps1 ps1xml psc1 psd1 psm1 py pyc pyw rb reg rpm run scf scpt scr sct search-ms sh shb shs slk sldm svg svgz sys " +
    "terminal url vb vbe vbs vbscript vhd vhdx website ws wsc wsf wsh xbap xhtml xla xlam xll xlm xlsb xlsm xltm xml xpi xsl xslt zsh").split(" "),
);
/** Bytes of UTF-8 a saved name may take; common file systems stop at 255. */
const LONGEST = 120;
/** What is put behind an ending that runs. */
const DISARMED = ".unsafe";
const NAMELESS = "file";

export interface SafeName {
  /** To be shown and saved under. */
  readonly name: string;
  /** True when the name had to be changed. */
  readonly changed: boolean;
  /** True when the ending was one that runs, and was disarmed. */
  readonly disarmed: boolean;
}

/** A name without anything that hides, escapes a folder, or runs on a double click. */
export function safeName(given: string): SafeName {
  const { stem, ending } = split(clean(given));
  const runs = RUNS.has(ending.toLowerCase());
  const tail = (ending === "" ? "" : `.${ending}`) + (runs ? DISARMED : "");
  const head = DEVICE.test(stem.split(".", 1)[0]?.trim() ?? "") ? `_${stem}` : stem;
  const name = shorten(head === "" ? NAMELESS : head, tail);
  return { name, changed: name !== given, disarmed: runs };
}

function clean(given: string): string {
  return given
    .normalize("NFC")
    .replace(UNSEEN, "")
    .replace(FORBIDDEN, "_")
    .replace(/\s+/gu, " ")
    .replace(/^[.\s-]+/u, "")
    .replace(/[.\s]+$/u, "");
}

function split(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf(".");
  const ending = dot < 1 ? "" : name.slice(dot + 1).trim();
  if (ending === "" || [...ending].length > 16) return { stem: name, ending: "" };
  return { stem: name.slice(0, dot), ending };
}

function shorten(stem: string, tail: string): string {
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  const room = LONGEST - bytes(tail);
  let letters = [...stem];
  while (letters.length > 1 && bytes(letters.join("")) > room) letters = letters.slice(0, -1);
  return letters.join("").trimEnd() + tail;
}
