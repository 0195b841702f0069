"""Every way we say no: one base class, children named after the broken promise.

A child states its sentence once in each language of ours; the facts of the case are
passed by name and filled in. `str(error)` is the English sentence.
"""


class MapappError(Exception):
    """A promise was broken; the sentence says which one, where, and what to do."""

    en = ""
    zh = ""
    zh_hant = ""

    def __init__(self, **facts):
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language):
        """Return the sentence in `language`: "en", "zh-hans" or "zh-hant"."""
        templates = {"en": self.en, "zh-hans": self.zh, "zh-hant": self.zh_hant or self.zh}
        return templates[language].format(**self.facts)


class SettingRefused(MapappError):
    """A setting has a value that cannot be used."""

    en = "{name} is “{value}”: {why_en}."
    zh = "设置 {name} 的值是“{value}”：{why_zh}。"


class ArgumentsRefused(MapappError):
    """The command was called with arguments that it does not take."""

    en = "{command}: {why}. Try {command} --help."
    zh = "{command}：参数不可用（{why}）。请看 {command} --help。"
    zh_hant = "{command}：參數不可用（{why}）。請看 {command} --help。"


class Findings(MapappError):
    """Several promises were broken at once; every one is named, a line each."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__()

    def sentence(self, language):
        return "\n".join(problem.sentence(language) for problem in self.problems)


# Backups


class BackupFailed(MapappError):
    """The archive could not be written; an older one stands as it was."""

    en = "{file}: no backup was made ({why})."
    zh = "{file}：没有做成备份（{why}）。"
    zh_hant = "{file}：沒有做成備份（{why}）。"


class BackupBroken(MapappError):
    """The archive is not what `mapapp backup` wrote, to the byte."""

    en = "{file} is no whole backup: “{name}” is missing, changed, or may not be in one. Nothing was touched. Use another copy."
    zh = "{file} 不是完整的备份：“{name}”缺失、被改动，或不该出现。没有改动任何数据。请换一份备份。"
    zh_hant = "{file} 不是完整的備份：「{name}」缺失、被改動，或不該出現。沒有改動任何資料。請換一份備份。"


class RestoreRefused(MapappError):
    """Something stands where the archive would go."""

    en = "{folder} is not empty, and what stands there would be lost. Make a backup of it, then say --replace."
    zh = "{folder} 不是空的，恢复会丢掉现有的数据。请先备份，再加上 --replace。"
    zh_hant = "{folder} 不是空的，還原會丟掉現有的資料。請先備份，再加上 --replace。"


class RestoreFailed(MapappError):
    """The archive could not be put in place; the data folder stands as it was."""

    en = "{folder}: the backup was not restored ({why})."
    zh = "{folder}：没有恢复备份（{why}）。"
    zh_hant = "{folder}：沒有還原備份（{why}）。"


# The articles


class BadArticle(MapappError):
    """The article cannot be read."""


class ArticleMissing(BadArticle):
    """There is no such file."""

    en = "{file}: there is no such file. Give the path of a UTF-8 text file."
    zh = "{file}：没有这个文件。请给出一个 UTF-8 文本文件的路径。"


class ArticleClosed(BadArticle):
    """The file is there and cannot be opened."""

    en = "{file}: it cannot be opened ({why}). Give the path of a UTF-8 text file that you may read."
    zh = "{file}：打不开（{why}）。请给出一个有权读取的 UTF-8 文本文件的路径。"


class ArticleNameRefused(BadArticle):
    """An article's file name cannot serve as its id."""

    en = "{file}: its name is its address; rename it to lower-case letters a–z, digits and hyphens, such as xicheng-2018.txt."
    zh = "{file}：文件名就是它的网址标识；请改用小写字母 a–z、数字和连字符，例如 xicheng-2018.txt。"


class NoArticles(BadArticle):
    """The folder of articles holds none."""

    en = "{folder}: there is no article here. Put a UTF-8 text file NAME.txt and its NAME.json into this folder."
    zh = "{folder}：这里没有文章。请放入 UTF-8 文本 NAME.txt 和它的 NAME.json。"


class ArticleEmpty(BadArticle):
    """The file holds no text."""

    en = "{file}: the file holds no text. Put the article's text into it."
    zh = "{file}：文件里没有文字。请放入文章正文。"


class ArticleNotText(BadArticle):
    """The file is binary."""

    en = "{file}: this is not a text file (a zero byte at position {position}). Save the article as plain UTF-8 text."
    zh = "{file}：这不是文本文件（第 {position} 字节是零）。请把文章存为纯文本 UTF-8。"


class ArticleNotUTF8(BadArticle):
    """The file is text in another encoding."""

    en = "{file}: byte {position} is not UTF-8. Save the file as UTF-8 (it may be GBK)."
    zh = "{file}：第 {position} 字节不是 UTF-8。请把文件存为 UTF-8（它可能是 GBK）。"


class MetadataRefused(BadArticle):
    """What is known about the article is missing or malformed."""

    en = "{file}: {why_en}. The metadata file beside an article states what is known about it; copy the form of another one."
    zh = "{file}：{why_zh}。文章旁边的元数据文件说明文章的已知情况，请参照其他文章的格式。"


# Earlier versions of an article


class VersionNameRefused(BadArticle):
    """A text among the earlier versions is not called after an article and a day."""

    en = (
        "{file}: an earlier version is called after its article and the last day on which it was current, "
        "such as xicheng.2026-11-24.txt, and the article must be there. Rename the file, or take it away."
    )
    zh = (
        "{file}：旧版本的文件名由文章标识和它仍然有效的最后一天组成，例如 xicheng.2026-11-24.txt，"
        "而且要有这篇文章。请改名，或移走这个文件。"
    )
    zh_hant = (
        "{file}：舊版本的檔名由文章標識和它仍然有效的最後一天組成，例如 xicheng.2026-11-24.txt，"
        "而且要有這篇文章。請改名，或移走這個檔案。"
    )


class VersionDayRefused(BadArticle):
    """The day until which a text was current is none, lies in the future, or not after that of the version before."""

    en = "{file}: {day} cannot be the last day of its present text: {why_en}. State it as --until 2026-11-24."
    zh = "{file}：{day} 不能作为现有文本的最后一天：{why_zh}。请写成 --until 2026-11-24。"
    zh_hant = "{file}：{day} 不能作為現有文本的最後一天：{why_zh_hant}。請寫成 --until 2026-11-24。"


class VersionTheSame(BadArticle):
    """The new text of an article is the one that it has."""

    en = "{file}: this is the text that {article} has already. There is nothing to replace."
    zh = "{file}：这就是 {article} 现有的文本，没有什么要替换。"
    zh_hant = "{file}：這就是 {article} 現有的文本，沒有什麼要替換。"


class RowStranded(BadArticle):
    """A new text would take its sentence from an entry of the status log."""

    en = (
        "{file}, row {row}: it is about {subject}, “{quote}”, which {fate_en} in the new text. Entries stay with their "
        "sentence: nothing was changed. Add the new text as an article of its own."
    )
    zh = (
        "{file} 第 {row} 行：这一条说的是 {subject}“{quote}”，在新文本里{fate_zh}。记录不能离开它的句子，"
        "所以什么都没有改。请把新的文字另存为一篇文章。"
    )
    zh_hant = (
        "{file} 第 {row} 行：這一條說的是 {subject}「{quote}」，在新文本裡{fate_zh_hant}。記錄不能離開它的句子，"
        "所以什麼都沒有改。請把新的文字另存為一篇文章。"
    )


# The translation of an article


class BadTranslation(MapappError):
    """The translation beside an article cannot be used."""


class TranslationsUnreadable(BadTranslation):
    """The file is not a translation in our form."""

    en = "{file}: {why_en}. It states about, themes and commitments; copy the form of another one, or remove the file."
    zh = "{file}：{why_zh}。译文文件写明 about、themes 和 commitments，请参照其他文件的格式，或删去这个文件。"
    zh_hant = "{file}：{why_zh}。譯文檔案寫明 about、themes 和 commitments，請參照其他檔案的格式，或刪去這個檔案。"


class TranslatedSentenceUnknown(BadTranslation):
    """A translation belongs to no commitment of the article."""

    en = "{file}: “{id}” is no commitment of {article}. Give the entry the id it has now, or remove it."
    zh = "{file}：“{id}”不是 {article} 中的承诺。请改为现在的标识，或删去这一条。"
    zh_hant = "{file}：「{id}」不是 {article} 中的承諾。請改為現在的標識，或刪去這一條。"


class TranslatedQuoteDiffers(BadTranslation):
    """A translation is of other words than the commitment's."""

    en = (
        "{file}: the quote of “{id}” is not, to the letter, what {article} says there. Read the sentence again, "
        "correct the translation, and copy the quote from the article; or remove the entry."
    )
    zh = "{file}：“{id}”的引文与 {article} 中的原句不是字字相同。请重读原句，更正译文，并照抄原句；或删去这一条。"
    zh_hant = (
        "{file}：「{id}」的引文與 {article} 中的原句不是字字相同。請重讀原句，更正譯文，並照抄原句；或刪去這一條。"
    )


class TranslatedThemeUnknown(BadTranslation):
    """A translated theme is no theme of the article, or stands in the list a second time."""

    en = (
        "{file}: no commitment of {article} has the theme “{theme}”, or it stands here twice. Correct it, or remove it."
    )
    zh = "{file}：{article} 的承诺都没有主题“{theme}”，或者它在这里出现了两次。请更正或删去。"
    zh_hant = "{file}：{article} 的承諾都沒有主題「{theme}」，或者它在這裡出現了兩次。請更正或刪去。"


class TranslationEmpty(BadTranslation):
    """A translation says nothing."""

    en = "{file}: the text for “{what}” is empty. Write it, or remove the entry; a sentence may be without a translation."
    zh = "{file}：“{what}”的文字是空的。请填写，或删去这一条；句子可以没有译文。"
    zh_hant = "{file}：「{what}」的文字是空的。請填寫，或刪去這一條；句子可以沒有譯文。"


# Anchors


class AnchorRefused(MapappError):
    """A quote does not stand in the text exactly once."""

    en = "The quote “{exact}” stands in the text {count} times with this context, not once: it is refused, never guessed."
    zh = "引文“{exact}”连同上下文在文中出现 {count} 次，不是一次：拒绝定位，绝不猜测。"


class AnchorRepeats(MapappError):
    """A passage stands twice in a text, with too much of the same around it."""

    en = "The passage “{exact}” stands in the text again, with the same {limit} characters around it."
    zh = "“{exact}”在文中重复出现，前后 {limit} 字都相同。"


class ArticleRepeats(BadArticle):
    """The article repeats itself, so that its sentences cannot be told apart."""

    en = "{file}: “{exact}” stands in it again, with the same {limit} characters around it. Remove the repetition (a page copied twice?)."
    zh = "{file}：“{exact}”重复出现，前后 {limit} 字都相同。请删去重复部分（网页是否复制了两遍？）。"


# The gazetteer


class BadGazetteer(MapappError):
    """A row or a shape of the gazetteer cannot be used."""


class GazetteerMissing(BadGazetteer):
    """One of the two files of the gazetteer is not there."""

    en = "{file}: there is no such file. The gazetteer is gazetteer.csv with gazetteer.geojson beside it."
    zh = "{file}：没有这个文件。地名表由 gazetteer.csv 和旁边的 gazetteer.geojson 组成。"


class GazetteerUnreadable(BadGazetteer):
    """A file of the gazetteer is not what its name says."""

    en = "{file}: cannot be read: {why}. Restore the file, or save it again as UTF-8."
    zh = "{file}：读不出来（{why}）。请恢复该文件，或重新存为 UTF-8。"


class ColumnMissing(BadGazetteer):
    """The table lacks columns."""

    en = "{file}: the columns {columns} are missing from the first line. Add them."
    zh = "{file}：首行缺少列 {columns}。请补上。"


class ValueMissing(BadGazetteer):
    """A row leaves a column empty that every place must fill."""

    en = "{file}, row {row} ({id}): the column {column} is empty. Fill it in; for an unknown source there is no row."
    zh = "{file} 第 {row} 行（{id}）：{column} 一列是空的。请填写；没有来源就不能有这一行。"


class ValueRefused(BadGazetteer):
    """A row has a value outside the list of allowed ones."""

    en = "{file}, row {row} ({id}): {column} is “{value}”; it must be {allowed}."
    zh = "{file} 第 {row} 行（{id}）：{column} 是“{value}”，应为 {allowed}。"


class IdTwice(BadGazetteer):
    """Two rows have the same id."""

    en = "{file}, row {row}: the id “{id}” already stands in row {first}. Give one of the two another id."
    zh = "{file} 第 {row} 行：标识“{id}”已在第 {first} 行用过。请给其中一行换一个标识。"


class NameTooShort(BadGazetteer):
    """A name of one character would be found in half of all words, and is never looked for."""

    en = "{file}, row {row} ({id}): the name “{name}” has one character; a name needs two. Write it in full."
    zh = "{file} 第 {row} 行（{id}）：名称“{name}”只有一个字，至少要两个字。请写全称。"


class SubdistrictUnknown(BadGazetteer):
    """A row names a subdistrict that has no row."""

    en = "{file}, row {row} ({id}): there is no subdistrict “{subdistrict}”. Use the id of a row of kind subdistrict, or leave it empty."
    zh = "{file} 第 {row} 行（{id}）：没有街道“{subdistrict}”。请填写 kind 为 subdistrict 的某行标识，或留空。"


class NameClaimedTwice(BadGazetteer):
    """Two places claim a name that neither shares on purpose."""

    en = (
        "{file}, row {row} ({id}): the name “{name}” is also claimed by {other} (row {first}). Remove it from one row, "
        "or, where it means both places, put it into shared_aliases of both."
    )
    zh = (
        "{file} 第 {row} 行（{id}）：名称“{name}”也属于 {other}（第 {first} 行）。请从其中一行删去；"
        "如果它同时指两处，请写进两行的 shared_aliases。"
    )


class ShareAlone(BadGazetteer):
    """A shared alias has only one owner."""

    en = "{file}, row {row} ({id}): the shared alias “{name}” belongs to this place alone. Move it to aliases, or name the other place."
    zh = "{file} 第 {row} 行（{id}）：共用别名“{name}”只有这一处使用。请移到 aliases，或写明另一处。"


class ShapeWithoutRow(BadGazetteer):
    """A shape belongs to no row, or two shapes to one."""

    en = "{file}: the shape “{id}” {why_en}. Each shape needs exactly one row with its id in gazetteer.csv."
    zh = "{file}：图形“{id}”{why_zh}。每个图形在 gazetteer.csv 中要有且只有一行与它同标识。"


class ShapeMissing(BadGazetteer):
    """A row states a certainty but has no shape."""

    en = "{file}, row {row} ({id}): a certainty is stated, but gazetteer.geojson has no shape “{id}”. Add the shape, or leave certainty and accuracy_m empty."
    zh = "{file} 第 {row} 行（{id}）：写了 certainty，但 gazetteer.geojson 里没有图形“{id}”。请补上图形，或把 certainty 和 accuracy_m 留空。"


class ShapeBroken(BadGazetteer):
    """A shape is not a valid geometry in WGS-84 degrees."""

    en = "{file}, shape “{id}”: {why_en}. Correct its coordinates (WGS-84, longitude first)."
    zh = "{file}，图形“{id}”：{why_zh}。请更正坐标（WGS-84，经度在前）。"


class ShapeUnfit(BadGazetteer):
    """A shape is of a type that the kind of its place does not have."""

    en = "{file}, row {row} ({id}): a {kind} cannot be a {shape} with certainty “{certainty}”; it must be {allowed}."
    zh = "{file} 第 {row} 行（{id}）：{kind} 在 certainty 为“{certainty}”时不能是 {shape}，应为 {allowed}。"


class PlaceOutside(BadGazetteer):
    """A place lies too far outside its district."""

    en = "{file}, shape “{id}”: it lies {metres} m outside the outline of {district}; at most {limit} m are allowed. Check its datum and order (WGS-84, longitude first), or set beyond to yes."
    zh = "{file}，图形“{id}”：在 {district} 轮廓之外 {metres} 米，最多允许 {limit} 米。请检查坐标系与顺序（WGS-84，经度在前），或把 beyond 设为 yes。"


class DistrictMissing(BadGazetteer):
    """The gazetteer has no outline of the district."""

    en = "{file}: exactly one row of kind district must have a shape, the district's outline; there are {count}."
    zh = "{file}：kind 为 district 且有图形（全区轮廓）的行必须恰好一行，现有 {count} 行。"


# Files of places that others made


class BadSource(MapappError):
    """A file of places cannot be brought in; nothing is changed."""


class SourceMissing(BadSource):
    """There is no such file."""

    en = "{file}: there is no such file. Give the path of an OpenStreetMap extract, a GeoJSON, Linked Places or CSV file."
    zh = "{file}：没有这个文件。请给出 OpenStreetMap 摘录、GeoJSON、Linked Places 或 CSV 文件的路径。"


class SourceClosed(BadSource):
    """The file is there and cannot be opened."""

    en = "{file}: it cannot be opened ({why}). Give the path of a file that you may read."
    zh = "{file}：打不开（{why}）。请给出有权读取的文件路径。"


class SourceTooLarge(BadSource):
    """The file is larger than any list of a district's places."""

    en = "{file}: it is larger than {limit} MB. Give only the places of the district."
    zh = "{file}：大于 {limit} MB。请只保留本区的地名。"


class SourceUnknown(BadSource):
    """The file is something else."""

    en = "{file}: it is none of OpenStreetMap XML or PBF, GeoJSON, Linked Places and CSV. Convert it to one of them; unpack packed files first."
    zh = "{file}：不是 OpenStreetMap XML 或 PBF、GeoJSON、Linked Places、CSV。请先转换为其中一种；压缩文件请先解压。"


class SourceUnreadable(BadSource):
    """The file is of a form that we know, and broken."""

    en = "{file}: {why_en}. Correct the file, or export it again."
    zh = "{file}：{why_zh}。请更正文件，或重新导出。"


class GazetteerFormatUnknown(BadSource):
    """The gazetteer is not written in this format."""

    en = "{file}: the gazetteer is written as {endings}; choose a file that ends so."
    zh = "{file}：地名表可以写成 {endings}，请换用这样结尾的文件名。"


class SourceContradicted(BadSource):
    """An option says something else than the file itself."""

    en = "{file}: it states by itself what {option} says otherwise ({stated}). Leave {option} out."
    zh = "{file}：文件自己已写明（{stated}），与 {option} 不一致。请去掉 {option}。"


class LicenceMissing(BadSource):
    """Nobody says where the places come from, or on which terms they may be used."""

    en = "{file}: it does not say where its places come from and under which licence. Say so with {options}; without them nothing is taken over."
    zh = "{file}：没有写明地名的来源和许可。请用 {options} 说明；不说明就不导入。"


class DatumMissing(BadSource):
    """A table does not say in which coordinates it is."""

    en = "{file}: the columns {columns} do not say which coordinates they hold. Add --crs WGS-84, GCJ-02 (高德), BD-09 (百度) or EPSG:n; nothing is guessed."
    zh = "{file}：列 {columns} 没有说明坐标系。请加 --crs WGS-84、GCJ-02（高德）、BD-09（百度）或 EPSG:n；不作猜测。"


class DatumUnknown(BadSource):
    """The coordinates are in a system of which nothing is promised."""

    en = "{file}: the coordinate system “{crs}” is not one that we can convert. Use EPSG:n, WGS-84, GCJ-02 or BD-09."
    zh = "{file}：坐标系“{crs}”无法转换。请用 EPSG:n、WGS-84、GCJ-02 或 BD-09。"


class ColumnsUnknown(BadSource):
    """A table has no columns for names and positions."""

    en = "{file}: among its columns ({columns}) there is none for names (name, name_zh_hans, 名称) or none for positions (lon and lat, 经度 and 纬度, or wkt). Rename them."
    zh = "{file}：各列（{columns}）中缺少名称列（name、name_zh_hans、名称）或位置列（lon 和 lat、经度和纬度，或 wkt）。请改列名。"


class NothingNamed(BadSource):
    """No object of the file can be compared with the gazetteer."""

    en = "{file}: none of its {objects} objects has a Chinese name and a usable position. Give a file of named places."
    zh = "{file}：{objects} 个对象中没有一个既有中文名又有可用位置。请给出有名称的地点文件。"


# Proposals


class BadProposal(MapappError):
    """A proposal cannot be decided on; nothing is changed."""


class ProposalsUnreadable(BadProposal):
    """A file of proposals is not in our form."""

    en = "{file}: cannot be read ({why}). Restore the file; imports and decisions write it, nobody else needs to."
    zh = "{file}：读不出来（{why}）。请恢复该文件；它只由导入和决定写入。"


class ProposalsOfAnother(BadProposal):
    """A file of proposals of that name comes from somewhere else."""

    en = "{file}: it holds proposals from another source ({source}). Rename the file that you import; its name is the name of its proposals."
    zh = "{file}：其中是另一个来源（{source}）的提议。请给要导入的文件换个名字；提议文件以它命名。"


class ProposalUnknown(BadProposal):
    """There is no such proposal."""

    en = "There is no proposal {ids} in {folder}. Look up the ids in the files there, or import again."
    zh = "{folder} 中没有提议 {ids}。请在其中的文件里查看标识，或重新导入。"


class ProposalDecided(BadProposal):
    """A proposal was decided on before."""

    en = "The proposal {id} is {state} already. Decisions are taken back by an undo, not by another decision."
    zh = "提议 {id} 已经是 {state}。要收回请用撤销，不能再次决定。"


class ProposalOutdated(BadProposal):
    """The row that a proposal would change is no longer what it was."""

    en = "The row {place} has changed since {id} was proposed ({columns}). Import the file again, and look at what it proposes now."
    zh = "提出 {id} 之后，{place} 这一行已有改动（{columns}）。请重新导入文件，再看新的提议。"


# The log of statuses


class BadStatusLog(MapappError):
    """The log of what became of the promises cannot be used; the published map stays as it is."""


class StatusLogUnreadable(BadStatusLog):
    """The log is not a table in UTF-8."""

    en = "{file}: cannot be read: {why}. Restore the file, or save it again as CSV in UTF-8."
    zh = "{file}：读不出来（{why}）。请恢复该文件，或重新存为 UTF-8 的 CSV。"
    zh_hant = "{file}：讀不出來（{why}）。請恢復該檔案，或重新存為 UTF-8 的 CSV。"


class StatusHeaderWrong(BadStatusLog):
    """The first line of the log does not name its columns."""

    en = "{file}: the first line must be {columns}. Put it back."
    zh = "{file}：首行应为 {columns}。请改回。"
    zh_hant = "{file}：首行應為 {columns}。請改回。"


class StatusRowMisshapen(BadStatusLog):
    """A row has more or fewer cells than the first line."""

    en = "{file}, row {row}: it has {count} cells; each row has {needed}. Put text that holds a comma between double quotes."
    zh = "{file} 第 {row} 行：有 {count} 格，每行应有 {needed} 格。含逗号的文字请放在双引号里。"
    zh_hant = "{file} 第 {row} 行：有 {count} 格，每行應有 {needed} 格。含逗號的文字請放在雙引號裡。"


class StatusValueMissing(BadStatusLog):
    """A row leaves empty what every entry must state."""

    en = "{file}, row {row} ({subject}): the column {column} is empty. Fill it in; without date, quote and source there is no row."
    zh = "{file} 第 {row} 行（{subject}）：{column} 一列是空的。请填写；没有日期、原话和出处就不能有这一行。"
    zh_hant = "{file} 第 {row} 行（{subject}）：{column} 一欄是空的。請填寫；沒有日期、原話和出處就不能有這一行。"


class StatusValueRefused(BadStatusLog):
    """A row has a value that its column does not take."""

    en = "{file}, row {row} ({subject}): {column} is “{value}”; it must be {allowed_en}."
    zh = "{file} 第 {row} 行（{subject}）：{column} 是“{value}”，应为{allowed_zh}。"
    zh_hant = "{file} 第 {row} 行（{subject}）：{column} 是「{value}」，應為{allowed_zh}。"


class StatusCharacterRefused(BadStatusLog):
    """A row holds a character that cannot be seen."""

    en = "{file}, row {row} ({subject}): {column} holds {character}, a character that cannot be seen. Remove it; a row is one line."
    zh = "{file} 第 {row} 行（{subject}）：{column} 含有看不见的字符 {character}。请删去；一条记录只占一行。"
    zh_hant = "{file} 第 {row} 行（{subject}）：{column} 含有看不見的字元 {character}。請刪去；一條記錄只占一行。"


class StatusSubjectUnknown(BadStatusLog):
    """A row is about nothing that this map has."""

    en = (
        "{file}, row {row}: there is no site and no commitment “{subject}”. Use what stands at the end of a place's "
        "address, such as yuetan, or the number of a sentence after its article, such as xicheng.12.3."
    )
    zh = (
        "{file} 第 {row} 行：没有标识为“{subject}”的地点或承诺。请填写地点网址末尾的标识（例如 yuetan），"
        "或带文章名的句子编号（例如 xicheng.12.3）。"
    )
    zh_hant = (
        "{file} 第 {row} 行：沒有標識為「{subject}」的地點或承諾。請填寫地點網址末尾的標識（例如 yuetan），"
        "或帶文章名的句子編號（例如 xicheng.12.3）。"
    )


class PublishedRowRewritten(BadStatusLog):
    """A row that is already published was changed, removed or moved."""

    en = (
        "{file}, row {row}: here stands {now_en}, where layers/status.json, published, holds {published}. "
        "What is published stays: put the row back, and add a correction as a new row at the end."
    )
    zh = (
        "{file} 第 {row} 行：这里是{now_zh}，而已发布的 layers/status.json 中是 {published}。"
        "已发布的记录不能改动：请恢复这一行，更正请在末尾另加一行。"
    )
    zh_hant = (
        "{file} 第 {row} 行：這裡是{now_zh}，而已發布的 layers/status.json 中是 {published}。"
        "已發布的記錄不能改動：請恢復這一行，更正請在末尾另加一行。"
    )


class SubjectReworded(BadStatusLog):
    """An article changed, and an entry would now be about another sentence than it was written for."""

    en = (
        "{file}, row {row}: {subject} was “{before}” when this was published, in layers/, and is “{now}” now. "
        "Undo the change of articles/{article}.txt, or add its new text as an article of its own."
    )
    zh = (
        "{file} 第 {row} 行：这一条发布时，layers/ 中的 {subject} 是“{before}”，现在成了“{now}”。"
        "请撤销对 articles/{article}.txt 的改动，或把新的文字另存为一篇文章。"
    )
    zh_hant = (
        "{file} 第 {row} 行：這一條發布時，layers/ 中的 {subject} 是「{before}」，現在成了「{now}」。"
        "請撤銷對 articles/{article}.txt 的改動，或把新的文字另存為一篇文章。"
    )


# The log of decisions


class BadDecisionLog(MapappError):
    """The log of an editor's decisions cannot be used; the published map stays as it is."""


class DecisionLogUnreadable(BadDecisionLog):
    """The log is not JSON in UTF-8, one object a line."""

    en = "{file}, line {line}: cannot be read ({why}). Restore the line; each is one JSON object in UTF-8."
    zh = "{file} 第 {line} 行：读不出来（{why}）。请恢复这一行；每行是一个 UTF-8 的 JSON 对象。"
    zh_hant = "{file} 第 {line} 行：讀不出來（{why}）。請恢復這一行；每行是一個 UTF-8 的 JSON 物件。"


class DecisionBroken(BadDecisionLog):
    """A line of the log is no decision in our form."""

    en = "{file}, line {line}: {why_en}. Restore the line; decisions are only added, and taken back by an undo."
    zh = "{file} 第 {line} 行：{why_zh}。请恢复这一行；决定只能添加，要收回请用撤销。"
    zh_hant = "{file} 第 {line} 行：{why_zh}。請恢復這一行；決定只能添加，要收回請用撤銷。"


class DecisionPlaceUnknown(BadDecisionLog):
    """A decision says that a name means a place that has no row."""

    en = "Decision {id} on {article} says that a name means “{place}”, which has no row in gazetteer.csv. Restore the row, or undo the decision."
    zh = "第 {id} 号决定（{article}）说某地名指“{place}”，但 gazetteer.csv 里没有这一行。请恢复该行，或撤销这个决定。"
    zh_hant = (
        "第 {id} 號決定（{article}）說某地名指「{place}」，但 gazetteer.csv 裡沒有這一行。請恢復該行，或撤銷這個決定。"
    )


class DecisionLost(BadDecisionLog):
    """The words that were decided on no longer stand in the article exactly once."""

    en = "Decision {id} no longer applies: its words do not stand in the article exactly once. Look at the sentence and decide anew, or undo it."
    zh = "第 {id} 号决定不再适用：它的原文在文章中不是恰好出现一次。请重看句子再作决定，或撤销它。"
    zh_hant = "第 {id} 號決定不再適用：它的原文在文章中不是恰好出現一次。請重看句子再作決定，或撤銷它。"


# What an editor decides


class DecisionRefused(MapappError):
    """A decision cannot be taken; nothing was written."""


class FindingGone(DecisionRefused):
    """What was to be decided on is no longer found there."""

    en = "Nothing like this is found at these words any more; the page was out of date. Look at it again and decide."
    zh = "这段文字上已没有这项内容，页面已过时。请看刷新后的页面再决定。"
    zh_hant = "這段文字上已沒有這項內容，頁面已過時。請看重新整理後的頁面再決定。"


class FindingSettled(DecisionRefused):
    """It was decided like this already."""

    en = "This was decided already; nothing was written a second time."
    zh = "这一项已经这样决定过，没有重复写入。"
    zh_hant = "這一項已經這樣決定過，沒有重複寫入。"


class FindingOverlaps(DecisionRefused):
    """The words share characters, or a sentence, with something that was decided."""

    en = "“{exact}” lies across “{other}”, on which decision {id} stands. Undo that one first, or choose other words."
    zh = "“{exact}”与“{other}”重叠，后者已有第 {id} 号决定。请先撤销它，或另选文字。"
    zh_hant = "「{exact}」與「{other}」重疊，後者已有第 {id} 號決定。請先撤銷它，或另選文字。"


class SpanRefused(DecisionRefused):
    """The words that were chosen are none of one line of the text."""

    en = "Choose words within one line of the text, at least one character and at most {most}."
    zh = "请在正文的同一行内选取文字，至少一个字，最多 {most} 字。"
    zh_hant = "請在正文的同一行內選取文字，至少一個字，最多 {most} 字。"


class ChoiceRefused(DecisionRefused):
    """A form holds a value that is not among those there are."""

    en = "{field} is “{value}”; choose one of: {allowed}."
    zh = "{field} 的值是“{value}”，请从中选择：{allowed}。"
    zh_hant = "{field} 的值是「{value}」，請從中選擇：{allowed}。"


class AnswerMissing(DecisionRefused):
    """A form leaves something empty that a decision rests on."""

    en = "{field} is empty. Fill it in; what a decision rests on is part of the record."
    zh = "{field} 是空的。请填写；决定的依据要写入记录。"
    zh_hant = "{field} 是空的。請填寫；決定的依據要寫入記錄。"


class NumberRefused(DecisionRefused):
    """A form holds something else where a number is needed."""

    en = "{field} is “{value}”; it must be a number from {least} to {most}."
    zh = "{field} 的值是“{value}”，应为 {least} 到 {most} 之间的数。"
    zh_hant = "{field} 的值是「{value}」，應為 {least} 到 {most} 之間的數。"


class RowUnknown(DecisionRefused):
    """There is no row of this id in the gazetteer."""

    en = "There is no place “{id}” in gazetteer.csv. Choose one from the list, or add a row first."
    zh = "gazetteer.csv 里没有地点“{id}”。请从列表中选择，或先添加一行。"
    zh_hant = "gazetteer.csv 裡沒有地點「{id}」。請從列表中選擇，或先添加一列。"


class RowTaken(DecisionRefused):
    """A new row has the id of one that is there."""

    en = "The id “{id}” belongs to a place already. Give the new one another id."
    zh = "标识“{id}”已被另一地点使用。请换一个标识。"
    zh_hant = "標識「{id}」已被另一地點使用。請換一個標識。"


class ArticleTaken(DecisionRefused):
    """A new article has the id of one that is there."""

    en = "There is an article “{id}” already. Give the new one another id; nothing was overwritten."
    zh = "已有文章“{id}”。请换一个标识；没有覆盖任何内容。"
    zh_hant = "已有文章「{id}」。請換一個標識；沒有覆蓋任何內容。"


class DecisionUnknown(DecisionRefused):
    """There is no such decision that stands."""

    en = "There is no decision {id} that stands; it may have been undone already."
    zh = "没有仍然有效的第 {id} 号决定；它可能已被撤销。"
    zh_hant = "沒有仍然有效的第 {id} 號決定；它可能已被撤銷。"


class DecisionHeld(DecisionRefused):
    """Later decisions rest on the one that is to be undone."""

    en = "Decision {id} cannot be undone: decision {later} rests on it. Undo that one first."
    zh = "第 {id} 号决定不能撤销：第 {later} 号决定以它为依据。请先撤销后者。"
    zh_hant = "第 {id} 號決定不能撤銷：第 {later} 號決定以它為依據。請先撤銷後者。"


class DecisionOvertaken(DecisionRefused):
    """What a decision wrote has been changed since."""

    en = "Decision {id} cannot be undone: {what} is no longer as it wrote it. Change it by a new decision."
    zh = "第 {id} 号决定不能撤销：{what} 已不是它写入的内容。请用新的决定来更改。"
    zh_hant = "第 {id} 號決定不能撤銷：{what} 已不是它寫入的內容。請用新的決定來更改。"


# The desk


class EditorNameless(MapappError):
    """Nobody said in whose name decisions are taken."""

    en = "Say who decides: --by NAME, one line of at most 80 characters."
    zh = "要写明由谁作决定：--by 姓名，一行，最多 80 字。"
    zh_hant = "要寫明由誰作決定：--by 姓名，一行，最多 80 字。"


class DeskElsewhere(MapappError):
    """The desk was asked for under a name that is not its own."""

    en = "The desk answers at 127.0.0.1 and localhost only, not at “{host}”. Nothing was shown or written."
    zh = "编辑台只在 127.0.0.1 和 localhost 上应答，不应答“{host}”。没有显示或写入任何内容。"
    zh_hant = "編輯台只在 127.0.0.1 和 localhost 上應答，不應答「{host}」。沒有顯示或寫入任何內容。"


class DeskFormForeign(MapappError):
    """A form does not come from a page of the desk as it runs now."""

    en = "This form does not come from the desk as it runs now; nothing was written. Go back, reload the page and send it again."
    zh = "这份表单不是来自当前运行的编辑台，没有写入任何内容。请返回，刷新页面后再提交。"
    zh_hant = "這份表單不是來自目前執行的編輯台，沒有寫入任何內容。請返回，重新整理頁面後再提交。"


# The wall


class BadLayers(MapappError):
    """The layer folder cannot be used."""


class LayersMissing(BadLayers):
    """The layer folder is not there."""

    en = "{folder}: the layers are not there. Run `mapapp build`."
    zh = "{folder}：没有图层。请运行 mapapp build。"
    zh_hant = "{folder}：沒有圖層。請執行 mapapp build。"


class StoreUnreachable(BadLayers):
    """The database that holds the layers does not answer, or not as it should."""

    en = "{store}: the store of the layers does not answer ({why}). Check the address, PGPASSWORD, and the database."
    zh = "{store}：图层库没有应答（{why}）。请检查地址、PGPASSWORD 和数据库。"
    zh_hant = "{store}：圖層庫沒有應答（{why}）。請檢查位址、PGPASSWORD 和資料庫。"


class DriverMissing(BadLayers):
    """The layers lie in a database, and what talks to it is not installed."""

    en = "MAPAPP_STORE needs pg8000. Install it (pip install 'mapapp[postgis]', or pg8000 by name)."
    zh = "MAPAPP_STORE 需要 pg8000。请先安装（pip install 'mapapp[postgis]'，或单独安装 pg8000）。"
    zh_hant = "MAPAPP_STORE 需要 pg8000。請先安裝（pip install 'mapapp[postgis]'，或單獨安裝 pg8000）。"


class LayersDamaged(BadLayers):
    """A file of the layer folder is not what the receipt says."""

    en = "{file}: this is not the file that receipt.json names. Run `mapapp build`, and review the difference."
    zh = "{file}：与 receipt.json 记录的文件不符。请运行 mapapp build，并查看差异。"
    zh_hant = "{file}：與 receipt.json 記錄的檔案不符。請執行 mapapp build，並查看差異。"


class ReceiptBroken(BadLayers):
    """The receipt's own hash does not fit its content."""

    en = "{file}: its own hash does not fit its content. Run `mapapp build`, and review the difference."
    zh = "{file}：自带的哈希与内容不符。请运行 mapapp build，并查看差异。"
    zh_hant = "{file}：自帶的雜湊與內容不符。請執行 mapapp build，並查看差異。"


class LayersUnreadable(BadLayers):
    """A file of the layer folder is not JSON of ours."""

    en = "{file}: cannot be read as JSON. Run `mapapp build`."
    zh = "{file}：不是可读的 JSON。请运行 mapapp build。"
    zh_hant = "{file}：不是可讀的 JSON。請執行 mapapp build。"


class FeatureBroken(BadLayers):
    """A feature does not keep the schema of the layers."""

    en = "{file}, feature “{id}”: {why_en}. Layers are built, never edited: correct the gazetteer and run `mapapp build`."
    zh = "{file}，要素“{id}”：{why_zh}。图层由程序生成，不要手改：请更正地名表后运行 mapapp build。"
    zh_hant = "{file}，要素「{id}」：{why_zh}。圖層由程式產生，不要手改：請更正地名表後執行 mapapp build。"


class EntryBroken(BadLayers):
    """An entry of the published statuses does not keep the schema of the layers."""

    en = "{file}, entry {row}: {why_en}. Layers are built, never edited: correct the log and run `mapapp build`."
    zh = "{file} 第 {row} 条：{why_zh}。图层由程序生成，不要手改：请更正记录后运行 mapapp build。"
    zh_hant = "{file} 第 {row} 條：{why_zh}。圖層由程式產生，不要手改：請更正記錄後執行 mapapp build。"


class TimeBroken(BadLayers):
    """A time that a sentence states does not keep the schema."""

    en = "{file}, sentence “{id}”: a time that it states is not as it should be: {why_en}. Run `mapapp build` with this version."
    zh = "{file}，句子“{id}”：其中写明的时间不合规格（{why_zh}）。请用这个版本运行 mapapp build。"
    zh_hant = "{file}，句子「{id}」：其中寫明的時間不合規格（{why_zh}）。請用這個版本執行 mapapp build。"


class VersionBroken(BadLayers):
    """An earlier version in an article file is not as it should be."""

    en = "{file}: the version until {until}: {why_en}. Run `mapapp build` again."
    zh = "{file}：截至 {until} 的版本：{why_zh}。请重新运行 mapapp build。"
    zh_hant = "{file}：截至 {until} 的版本：{why_zh}。請重新執行 mapapp build。"


class ChangeUnproven(BadLayers):
    """What an article file says of a change is not what the two texts say."""

    en = "{file}: what it says of {id} in the version until {until} is not so: {why_en}. Run `mapapp build`, and review the difference."
    zh = "{file}：它对截至 {until} 的版本中 {id} 的说法不成立：{why_zh}。请运行 mapapp build，并查看差异。"


class BadBaseMap(MapappError):
    """Something in the base map cannot be drawn; the rest of the map is not touched by it."""


class BaseMapUnreadable(BadBaseMap):
    """The base map is not a GeoJSON file that can be read."""

    en = "{file}: not a GeoJSON file that can be read; the map is shown without it. Restore the file."
    zh = "{file}：不是可读的 GeoJSON 文件；地图不用它照常显示。请恢复这个文件。"
    zh_hant = "{file}：不是可讀的 GeoJSON 檔案；地圖不用它照常顯示。請恢復這個檔案。"


class BaseFeatureBroken(BadBaseMap):
    """A feature of the base map cannot be drawn."""

    en = "{file}, feature “{id}”: {why_en}. The map is shown without it; correct it and start again."
    zh = "{file}，要素“{id}”：{why_zh}。地图略去它照常显示；请更正后重新启动。"


class BadExtract(MapappError):
    """An extract of OpenStreetMap cannot be used; what was there stays."""


class ExtractMissing(BadExtract):
    """There is no such file."""

    en = "{file}: there is no such file. Give the path of an extract of OpenStreetMap (.osm or .osm.pbf)."
    zh = "{file}：没有这个文件。请给出 OpenStreetMap 数据摘录（.osm 或 .osm.pbf）的路径。"


class ExtractClosed(BadExtract):
    """The file is there and cannot be opened."""

    en = "{file}: it cannot be opened ({why}). Give the path of an extract of OpenStreetMap that you may read."
    zh = "{file}：打不开（{why}）。请给出有权读取的 OpenStreetMap 数据摘录的路径。"


class NoExtract(BadExtract):
    """The file is something else."""

    en = "{file}: this is not OpenStreetMap XML or PBF. Give an .osm or .osm.pbf file; unpack .bz2 and .gz first."
    zh = "{file}：内容不是 OpenStreetMap 的 XML 或 PBF。请给出 .osm 或 .osm.pbf 文件；.bz2、.gz 请先解压。"


class ExtractTooLarge(BadExtract):
    """The extract holds far more than the district."""

    en = "{file}: it is larger than {limit} MB and would take too long. Cut it first: osmium extract -s smart -b {box} -o district.osm.pbf {file}"
    zh = "{file}：大于 {limit} MB，处理时间过长。请先裁切：osmium extract -s smart -b {box} -o district.osm.pbf {file}"


class ExtractTooFull(BadExtract):
    """The extract holds far more than its size lets expect, or than a district has."""

    en = "{file}: it holds more than {what_en}. Give an extract of the district alone, such as osmium extract makes."
    zh = "{file}：内容超过{what_zh}。请只给出本区的摘录，例如用 osmium extract 裁切。"


class ElementBroken(BadExtract):
    """An element of the extract has no shape; the others have theirs."""

    en = "{ref}: {why_en}."
    zh = "{ref}：{why_zh}。"


class ExtractBroken(BadExtract):
    """The extract ends in the middle, or is damaged."""

    en = "{file}: it is damaged, unsorted or ends too early ({why}). Fetch it again, or sort it with osmium sort; nothing was changed."
    zh = "{file}：文件损坏、未排序或不完整（{why}）。请重新取得，或用 osmium sort 排序；没有任何改动。"


class ExtractEmpty(BadExtract):
    """Nothing stands in the extract."""

    en = "{file}: there is nothing in this extract. Give one that holds longitudes and latitudes {box}."
    zh = "{file}：这份摘录里没有内容。请给出包含经纬度 {box} 的摘录。"


class ExtractElsewhere(BadExtract):
    """Nothing of the extract that a base map draws is near the district."""

    en = "{file}: nothing to draw lies near the district. Give an extract that holds longitudes and latitudes {box}."
    zh = "{file}：本区附近没有可画的内容。请给出包含经纬度 {box} 的摘录。"


class BaseMapNotWritten(MapappError):
    """The base map could not be written; the old one is as it was."""

    en = "{file}: it could not be written ({why}). What was there is as it was; check space and permissions."
    zh = "{file}：无法写入（{why}）。原有文件未受影响，请检查磁盘空间和权限。"


class LayersIncomplete(BadLayers):
    """The layers are as they were built, but something that the pages need is not in them."""

    en = "{folder}: these layers cannot be shown ({why}). Run `mapapp build` with this version, and review the difference."
    zh = "{folder}：这些图层无法显示（{why}）。请用这个版本运行 mapapp build，并查看差异。"
    zh_hant = "{folder}：這些圖層無法顯示（{why}）。請用這個版本執行 mapapp build，並查看差異。"


class PublishingFailed(BadLayers):
    """The layers could not be written; the old ones are as they were."""

    en = "{folder}: the layers could not be published ({why}). The old ones are as they were; check space and permissions."
    zh = "{folder}：图层无法发布（{why}）。原有图层未受影响，请检查磁盘空间和权限。"


class RevisionFailed(MapappError):
    """The files of the data folder could not be changed."""

    en = "{folder}: the change could not be written ({why}). Check space and permissions; what is written is whole."
    zh = "{folder}：改动无法写入（{why}）。请检查磁盘空间和权限；已写入的文件都是完整的。"


class SourceChanged(BadLayers):
    """A file that the published layers were built from is no longer what it was."""

    en = "{file}: it changed since the layers were built. Undo the change, or run `mapapp build` and review the difference."
    zh = "{file}：在图层生成之后有改动。请撤销改动，或运行 mapapp build 并查看差异。"


class RowChanged(BadLayers):
    """A row of the gazetteer is no longer what the published layers were built from."""

    en = "{file}: the row “{id}” changed since the layers were built. Undo the change, or run `mapapp build` and review the difference."
    zh = "{file}：“{id}”一行在图层生成之后有改动。请撤销改动，或运行 mapapp build 并查看差异。"


class ShapeChanged(BadLayers):
    """A shape of the gazetteer is no longer what the published layers were built from."""

    en = "{file}: the shape “{id}” changed since the layers were built. Undo the change, or run `mapapp build` and review the difference."
    zh = "{file}：图形“{id}”在图层生成之后有改动。请撤销改动，或运行 mapapp build 并查看差异。"


class NotAsBuilt(BadLayers):
    """A published file is not what a new build makes."""

    en = "{file}: it is not what `mapapp build` makes of articles and gazetteer. Run it, and review the difference."
    zh = "{file}：与 mapapp build 由文章和地名表生成的不同。请运行它并查看差异。"


class QuoteBroken(BadLayers):
    """A published quote is not a literal piece of its source."""

    en = "{file}: the quote {id} is not what the source says at its place. Run `mapapp build`, and review the difference."
    zh = "{file}：引文 {id} 与原文相应位置不符。请运行 mapapp build，并查看差异。"


# The server


class AddressTaken(MapappError):
    """The address to serve on is not free."""

    en = "{host}:{port} cannot be served on ({why}). Choose another address with --host or --port."
    zh = "无法在 {host}:{port} 提供服务（{why}）。请用 --host 或 --port 换一个地址。"


class DeskAddressTaken(MapappError):
    """The port of the desk is not free."""

    en = "The desk cannot be served on port {port} ({why}). Choose another with --port."
    zh = "编辑台无法使用端口 {port}（{why}）。请用 --port 换一个端口。"
    zh_hant = "編輯台無法使用連接埠 {port}（{why}）。請用 --port 換一個連接埠。"


# The visitor's address


class NotHere(MapappError):
    """The address names something that this map does not have."""


class UnknownPage(NotHere):
    """There is no page at this address."""

    en = "There is no page at this address."
    zh = "这个地址没有页面。"
    zh_hant = "這個網址沒有頁面。"


class UnknownLanguage(NotHere):
    """The address asks for a language that the site does not speak."""

    en = "This map does not speak “{language}”. Choose 简体中文, 繁體中文 or English at the top of the page."
    zh = "这张地图不说“{language}”。请在页面顶端选择简体中文、繁體中文或 English。"
    zh_hant = "這張地圖不說「{language}」。請在頁面頂端選擇简体中文、繁體中文或 English。"


class UnknownSite(NotHere):
    """No site has this id."""

    en = "This map has no site “{id}”."
    zh = "这张地图上没有地点“{id}”。"
    zh_hant = "這張地圖上沒有地點「{id}」。"


class UnknownTheme(NotHere):
    """No theme has this id."""

    en = "This map has no theme “{id}”."
    zh = "这张地图上没有主题“{id}”。"
    zh_hant = "這張地圖上沒有主題「{id}」。"


class UnknownScope(NotHere):
    """No commitment can have this scope."""

    en = "There is no scope “{id}”: a commitment is of the scope site, district or policy."
    zh = "没有“{id}”这种范围：承诺的范围是 site、district 或 policy。"
    zh_hant = "沒有「{id}」這種範圍：承諾的範圍是 site、district 或 policy。"


class UnknownSubdistrict(NotHere):
    """No subdistrict has this id."""

    en = "This map knows no subdistrict “{id}”."
    zh = "这张地图上没有街道“{id}”。"
    zh_hant = "這張地圖上沒有街道「{id}」。"


class NotForFrames(NotHere):
    """An address that is not ours, that leads to nothing, or to a page that is not shown in frames."""

    en = (
        "There is nothing to put into a page at this address. It must be the whole address of the map, of a place, "
        "of an article or of /embed on this site."
    )
    zh = "这个网址没有可以嵌入网页的内容。请给出本站的地图、地点、原文或 /embed 的完整网址。"
    zh_hant = "這個網址沒有可以嵌入網頁的內容。請給出本站的地圖、地點、原文或 /embed 的完整網址。"


class NoPictures(NotHere):
    """Pictures cannot be drawn here, because the typefaces are not installed."""

    en = "There is no picture here: this server has no typefaces to draw it with."
    zh = "这里没有图片：服务器上没有画图用的字体。"
    zh_hant = "這裡沒有圖片：伺服器上沒有畫圖用的字型。"


class UnknownResult(NotHere):
    """No result has this id, or its time is over."""

    en = (
        "There is no such result: it was deleted, its time is over, or the address is not whole. Upload the file again."
    )
    zh = "没有这份结果：它已被删除、已过期，或网址不完整。请重新上传文件。"
    zh_hant = "沒有這份結果：它已被刪除、已過期，或網址不完整。請重新上傳檔案。"


class UnknownArticle(NotHere):
    """No article has this id."""

    en = "This map has no article “{id}”."
    zh = "这张地图没有文章“{id}”。"
    zh_hant = "這張地圖沒有文章「{id}」。"


class UnknownLayer(NotHere):
    """No layer has this name."""

    en = "There is no layer “{name}”; there are points, lines, areas and district."
    zh = "没有图层“{name}”；现有 points、lines、areas 和 district。"
    zh_hant = "沒有圖層「{name}」；現有 points、lines、areas 和 district。"


class AddressNotOurs(MapappError):
    """A QR code was asked for that leads elsewhere than to our own pages."""

    en = "A QR code is drawn for the address of a page of this map: {longest} characters at most, beginning with one slash, such as /en/."
    zh = "二维码只为这张地图自己的网页而画：地址最长 {longest} 个字符，以一个斜杠开头，例如 /zh-hans/。"
    zh_hant = "二維碼只為這張地圖自己的網頁而畫：網址最長 {longest} 個字元，以一個斜線開頭，例如 /zh-hant/。"


class AskedTooMuch(MapappError):
    """The address of a picture or of a sheet of paper asks for what cannot be drawn."""


class UnknownPart(AskedTooMuch):
    """The address states something by a name that is not known."""

    en = "The address states “{name}”, which nothing here is called. It may state {known}."
    zh = "网址里写了“{name}”，这里没有这一项。可以写的有 {known}。"
    zh_hant = "網址裡寫了「{name}」，這裡沒有這一項。可以寫的有 {known}。"


class PartRefused(AskedTooMuch):
    """The address states a value that cannot be used."""

    en = "{name} is “{value}” in the address: {must_en}."
    zh = "网址里的 {name} 是“{value}”：{must_zh}。"
    zh_hant = "網址裡的 {name} 是「{value}」：{must_zh_hant}。"


class PressBusy(MapappError):
    """So many pictures and sheets are being drawn that this one would have to wait too long."""

    en = "Too many pictures and sheets are being drawn just now."
    zh = "现在同时要画的图和纸页太多。"
    zh_hant = "現在同時要畫的圖和紙頁太多。"


class FormatNotServed(MapappError):
    """The answer was asked for in a format that is not written."""

    en = "The answer is written as json or as xml, not as “{format}”."
    zh = "这个回答只有 json 和 xml 两种格式，没有“{format}”。"
    zh_hant = "這個回答只有 json 和 xml 兩種格式，沒有「{format}」。"


class UnknownCollection(NotHere):
    """No collection of features has this name."""

    en = "There is no collection “{name}”; there are points, lines, areas, district and commitments."
    zh = "没有要素集“{name}”；现有 points、lines、areas、district 和 commitments。"
    zh_hant = "沒有要素集「{name}」；現有 points、lines、areas、district 和 commitments。"


class UnknownFeature(NotHere):
    """The collection has no feature with this id."""

    en = "The collection {collection} has no feature “{id}”."
    zh = "要素集 {collection} 里没有“{id}”。"
    zh_hant = "要素集 {collection} 裡沒有「{id}」。"


class QueryRefused(MapappError):
    """The address asks the features what cannot be answered."""


class ParameterUnknown(QueryRefused):
    """The address states a parameter that is not known here; it is not passed over."""

    en = "The address states “{name}”, which is not known here. It may state: {known}."
    zh = "网址里写了“{name}”，这里没有这一项。可以写的有：{known}。"
    zh_hant = "網址裡寫了「{name}」，這裡沒有這一項。可以寫的有：{known}。"


class ParameterRefused(QueryRefused):
    """The address states a value that a parameter cannot have."""

    en = "{name} is “{value}” in the address: {must_en}."
    zh = "网址里的 {name} 是“{value}”：{must_zh}。"


class FilterRefused(QueryRefused):
    """The filter cannot be used."""

    en = "The filter cannot be used: {why_en}."
    zh = "这个筛选条件不能用：{why_zh}。"


class CRSNotServed(MapappError):
    """The address asks for coordinates of a kind that this map does not give out."""

    en = "This map gives its layers in WGS-84 (CRS84, longitude first), CGCS2000 (EPSG:4490 and the zones that reach here), GCJ-02 or BD-09, not in “{crs}”."
    zh = "这张地图的图层只提供 WGS-84（CRS84，经度在前）、2000 国家大地坐标系（EPSG:4490 及本地的投影带）、GCJ-02 和 BD-09 坐标，不提供“{crs}”。"
    zh_hant = "這張地圖的圖層只提供 WGS-84（CRS84，經度在前）、2000 國家大地座標系（EPSG:4490 及本地的投影帶）、GCJ-02 和 BD-09 座標，不提供「{crs}」。"


class CRSNotInFormat(CRSNotServed):
    """The format has no way to say which coordinates it holds, so that whoever opens it would take them for others."""

    en = "A file of the format {format} cannot say that its coordinates are {crs}, and would be drawn in the wrong place. Ask for {instead}, or for GeoJSON or CSV."
    zh = "{format} 文件无法写明坐标是 {crs}，打开时会画错位置。请改用 {instead}，或者改要 GeoJSON 或 CSV。"
    zh_hant = "{format} 檔案無法寫明座標是 {crs}，開啟時會畫錯位置。請改用 {instead}，或者改要 GeoJSON 或 CSV。"


# The planner's block units


class BadBlockFile(MapappError):
    """The file of block units cannot be used as it is.

    `code`: what is wrong, for programs. The fact `file` is the name under which it came, `candidates` what may be
    chosen instead, `features` the rows or units concerned.
    """

    code = "unusable"


class BlockFileTooLarge(BadBlockFile):
    """The file is beyond a limit that a setting states."""


class FileMissing(BadBlockFile):
    """The form came without a file."""

    code = "file_missing"
    en = "No file came along. Choose the file with your block units and send it again."
    zh = "没有收到文件。请选择街区单元文件后重新提交。"
    zh_hant = "沒有收到檔案。請選擇街區單元檔案後重新提交。"


class FileEmpty(BadBlockFile):
    """The file holds nothing."""

    code = "empty_file"
    en = "{file}: the file is empty. Export it again and upload that."
    zh = "{file}：文件是空的。请重新导出后上传。"
    zh_hant = "{file}：檔案是空的。請重新匯出後上傳。"


class FormatNotAllowed(BadBlockFile):
    """Files of this format are never accepted."""

    code = "format_not_allowed"
    en = "{file}: this format is not accepted. Use GeoJSON, a zipped Shapefile, GeoPackage, KML or KMZ, CSV, FlatGeobuf or GeoParquet."
    zh = "{file}：不接受这种格式。请用 GeoJSON、压缩成 zip 的 Shapefile、GeoPackage、KML 或 KMZ、CSV、FlatGeobuf 或 GeoParquet。"
    zh_hant = "{file}：不接受這種格式。請用 GeoJSON、壓縮成 zip 的 Shapefile、GeoPackage、KML 或 KMZ、CSV、FlatGeobuf 或 GeoParquet。"


class ContentMismatch(BadBlockFile):
    """The content is not what the name of the file says."""

    code = "content_mismatch"
    en = "{file}: by its name this is {format}, but its content is not. Export it again in that format, or rename it."
    zh = "{file}：文件名表示它是 {format}，内容却不是。请重新导出，或改正文件名。"
    zh_hant = "{file}：檔名表示它是 {format}，內容卻不是。請重新匯出，或改正檔名。"


class InvalidJSON(BadBlockFile):
    """The file is not JSON as RFC 8259 states it."""

    code = "invalid_json"
    en = "{file}: this is not valid JSON ({why_en}). Export the GeoJSON again."
    zh = "{file}：不是有效的 JSON（{why_zh}）。请重新导出 GeoJSON。"
    zh_hant = "{file}：不是有效的 JSON（{why_zh}）。請重新匯出 GeoJSON。"


class NotFeatureCollection(BadBlockFile):
    """The JSON is no GeoJSON."""

    code = "not_feature_collection"
    en = "{file}: this JSON holds no GeoJSON features. Export a FeatureCollection."
    zh = "{file}：这个 JSON 里没有 GeoJSON 要素。请导出 FeatureCollection。"
    zh_hant = "{file}：這個 JSON 裡沒有 GeoJSON 要素。請匯出 FeatureCollection。"


class CRSLinkNotAllowed(BadBlockFile):
    """The file names its coordinate system by a link."""

    code = "crs_link_not_allowed"
    en = "{file}: its coordinate system is given by a link, which we do not follow. Name it by its EPSG code, or choose it in the form."
    zh = "{file}：坐标系用链接给出，我们不会去访问。请写明 EPSG 代码，或在表单里选择坐标系。"
    zh_hant = "{file}：座標系用連結給出，我們不會去存取。請寫明 EPSG 代碼，或在表單裡選擇座標系。"


class UnknownCRS(BadBlockFile):
    """The coordinate system is none that is known."""

    code = "crs_unknown"
    en = "{file}: “{crs}” is no coordinate system that we know. Choose one by its EPSG code, GCJ-02 or BD-09."
    zh = "{file}：不认识坐标系“{crs}”。请选择 EPSG 代码、GCJ-02 或 BD-09。"
    zh_hant = "{file}：不認識座標系「{crs}」。請選擇 EPSG 代碼、GCJ-02 或 BD-09。"


class CRSContradictory(UnknownCRS):
    """Shapes of one file state different coordinate systems, or some of them none."""

    code = "crs_contradictory"
    en = "{file}: its shapes contradict each other about their coordinate system ({crs}; “–” stands for none stated). Let all of them state the same one, or none."
    zh = "{file}：各图形写明的坐标系互相矛盾（{crs}；“–”表示没有写明）。请让全部图形写同一个坐标系，或都不写。"
    zh_hant = "{file}：各圖形寫明的座標系互相矛盾（{crs}；「–」表示沒有寫明）。請讓全部圖形寫同一個座標系，或都不寫。"


class CRSRequired(BadBlockFile):
    """The file does not say which coordinates it uses."""

    code = "crs_required"
    en = "{file}: it does not say which coordinate system it uses. Choose one of the candidates; each was tried on your units."
    zh = "{file}：没有说明用的是哪个坐标系。请从候选中选择，每个候选都已用您的单元试过。"
    zh_hant = "{file}：沒有說明用的是哪個座標系。請從候選中選擇，每個候選都已用您的單元試過。"


class CRSContradicted(CRSRequired):
    """The file says which coordinates it uses, and its numbers cannot be those."""

    en = "{file}: by what it says its coordinates are {crs}, but they do not fit that. Choose one of the candidates; each was tried on your units."
    zh = "{file}：文件写明的坐标系是 {crs}，但坐标与它不符。请从候选中选择，每个候选都已用您的单元试过。"
    zh_hant = "{file}：檔案寫明的座標系是 {crs}，但座標與它不符。請從候選中選擇，每個候選都已用您的單元試過。"


class CRSOutOfRange(BadBlockFile):
    """Coordinates lie where the coordinate system has none."""

    code = "crs_out_of_range"
    en = "{file}: coordinates lie outside of what {crs} can say. Check the coordinate system, or choose another one."
    zh = "{file}：坐标超出了 {crs} 的范围。请检查坐标系，或另选一个。"
    zh_hant = "{file}：座標超出了 {crs} 的範圍。請檢查座標系，或另選一個。"


class XMLDTDNotAllowed(BadBlockFile):
    """The XML declares a document type, which may hide anything."""

    code = "xml_dtd_not_allowed"
    en = "{file}: its XML declares a document type (DTD), which is not accepted. Export the KML again without one."
    zh = "{file}：XML 声明了文档类型（DTD），不能接受。请重新导出不带 DTD 的 KML。"
    zh_hant = "{file}：XML 宣告了文件類型（DTD），不能接受。請重新匯出不帶 DTD 的 KML。"


class KMLCorrupt(BadBlockFile):
    """The KML is broken."""

    code = "kml_corrupt"
    en = "{file}: this KML is broken. Export it again."
    zh = "{file}：KML 已损坏。请重新导出。"
    zh_hant = "{file}：KML 已損壞。請重新匯出。"


class ArchivePathUnsafe(BadBlockFile):
    """An entry of the archive would be written elsewhere."""

    code = "zip_unsafe_path"
    en = "{file}: the archive holds an entry whose path leads outside of it. Pack only the map files and upload that."
    zh = "{file}：压缩包里有路径指向包外的条目。请只打包地图文件后上传。"
    zh_hant = "{file}：壓縮檔裡有路徑指向檔外的項目。請只打包地圖檔案後上傳。"


class ArchiveCorrupt(BadBlockFile):
    """The archive is broken."""

    code = "zip_corrupt"
    en = "{file}: the archive is broken or not whole. Pack it again and upload that."
    zh = "{file}：压缩包已损坏或不完整。请重新打包后上传。"
    zh_hant = "{file}：壓縮檔已損壞或不完整。請重新打包後上傳。"


class ArchiveEncrypted(BadBlockFile):
    """The archive is locked by a password."""

    code = "zip_encrypted"
    en = "{file}: the archive is locked by a password. Pack it without one."
    zh = "{file}：压缩包有密码。请打包成没有密码的文件。"
    zh_hant = "{file}：壓縮檔有密碼。請打包成沒有密碼的檔案。"


class NothingInArchive(BadBlockFile):
    """The archive holds no map file that we read."""

    code = "zip_no_supported_layer"
    en = "{file}: the archive holds no Shapefile and no KML. Archives within archives are not opened."
    zh = "{file}：压缩包里没有 Shapefile 或 KML。包中之包不会打开。"
    zh_hant = "{file}：壓縮檔裡沒有 Shapefile 或 KML。檔中之檔不會打開。"


class ShapefileCorrupt(BadBlockFile):
    """The Shapefile is broken."""

    code = "shapefile_corrupt"
    en = "{file}: the Shapefile is broken ({part}). Export it again."
    zh = "{file}：Shapefile 已损坏（{part}）。请重新导出。"
    zh_hant = "{file}：Shapefile 已損壞（{part}）。請重新匯出。"


class EncodingInvalid(BadBlockFile):
    """The text is not in the encoding that was stated."""

    code = "encoding_invalid"
    en = "{file}: its text is not {encoding}. Choose another encoding, or save the file as UTF-8."
    zh = "{file}：文字不是 {encoding} 编码。请选择其他编码，或把文件存为 UTF-8。"
    zh_hant = "{file}：文字不是 {encoding} 編碼。請選擇其他編碼，或把檔案存為 UTF-8。"


class EncodingUnknown(BadBlockFile):
    """The encoding that was asked for is none that is known."""

    code = "encoding_unknown"
    en = "“{encoding}” is no text encoding that we know. Choose UTF-8, GB18030 or Big5."
    zh = "不认识文字编码“{encoding}”。请选择 UTF-8、GB18030 或 Big5。"
    zh_hant = "不認識文字編碼「{encoding}」。請選擇 UTF-8、GB18030 或 Big5。"


class GeometryCorrupt(BadBlockFile):
    """A geometry cannot be read."""

    code = "geometry_corrupt"
    en = "{file}: the geometry of {where_en} cannot be read. Repair it and upload the file again."
    zh = "{file}：{where_zh}的几何图形无法读取。请修复后重新上传。"
    zh_hant = "{file}：{where_zh}的幾何圖形無法讀取。請修復後重新上傳。"


class GeometryTooComplex(BadBlockFile):
    """Repairing a geometry takes longer than the limit."""

    code = "geometry_too_complex"
    en = "{file}: a polygon crosses itself so often that it cannot be repaired within {seconds} s. Repair it in your GIS and upload the file again."
    zh = "{file}：有多边形自相交过多，{seconds} 秒内无法修复。请在 GIS 软件中修复后重新上传。"
    zh_hant = "{file}：有多邊形自相交過多，{seconds} 秒內無法修復。請在 GIS 軟體中修復後重新上傳。"


class NoGeometry(BadBlockFile):
    """There is no shape to use."""

    code = "no_geometry"
    en = "{file}: it holds no polygon and no point that can be used. Block units are polygons."
    zh = "{file}：没有可用的多边形或点。街区单元应为多边形。"
    zh_hant = "{file}：沒有可用的多邊形或點。街區單元應為多邊形。"


class PlacesUnread(NoGeometry):
    """No row of a table says where it lies in a way that is read."""

    en = "{file}: in none of its {count} rows could the place be read; row 1 says “{value}”. Write coordinates as plain decimal numbers, or shapes as WKT."
    zh = "{file}：{count} 行的位置都无法读取，第 1 行写的是“{value}”。坐标请写成十进制数字，图形请写成 WKT。"
    zh_hant = "{file}：{count} 列的位置都無法讀取，第 1 列寫的是「{value}」。座標請寫成十進位數字，圖形請寫成 WKT。"


class LinesOpen(NoGeometry):
    """The file holds lines, some of which enclose nothing."""

    en = "{file}: it holds {count} lines and no polygons, and {open} of the lines are not closed. Close them, or turn them into polygons."
    zh = "{file}：里面是 {count} 条线，没有多边形，其中 {open} 条没有闭合。请闭合这些线，或转换为多边形。"
    zh_hant = "{file}：裡面是 {count} 條線，沒有多邊形，其中 {open} 條沒有閉合。請閉合這些線，或轉換為多邊形。"


class LayerEmpty(BadBlockFile):
    """The layer has no rows."""

    code = "empty_layer"
    en = "{file}: the layer has no features. Export it again with the units in it."
    zh = "{file}：图层里没有要素。请重新导出含有单元的图层。"
    zh_hant = "{file}：圖層裡沒有要素。請重新匯出含有單元的圖層。"


class LinksOnly(LayerEmpty):
    """The KML holds no shapes, but links to files that hold some."""

    en = "{file}: it holds only links to other files, which we do not follow. Open it in your program, save the units themselves as KML, and upload that."
    zh = "{file}：里面只有指向其他文件的链接，我们不会去访问。请在软件中打开，把单元本身另存为 KML 后上传。"
    zh_hant = "{file}：裡面只有指向其他檔案的連結，我們不會去存取。請在軟體中開啟，把單元本身另存為 KML 後上傳。"


class LayerUnknown(BadBlockFile):
    """The file has no layer of this name."""

    code = "layer_unknown"
    en = "{file}: it has no layer “{layer}”. Choose one of those it has."
    zh = "{file}：没有图层“{layer}”。请从已有图层中选择。"
    zh_hant = "{file}：沒有圖層「{layer}」。請從已有圖層中選擇。"


class LabelUnknown(BadBlockFile):
    """The layer has no column of this name."""

    code = "label_unknown"
    en = "{file}: it has no column “{label}”. Choose one of those it has."
    zh = "{file}：没有字段“{label}”。请从已有字段中选择。"
    zh_hant = "{file}：沒有欄位「{label}」。請從已有欄位中選擇。"


class CSVMalformed(BadBlockFile):
    """The CSV breaks its own rules."""

    code = "csv_malformed"
    en = "{file}: this CSV cannot be read ({why_en}). Save it again as CSV UTF-8."
    zh = "{file}：CSV 无法读取（{why_zh}）。请重新存为 CSV UTF-8。"
    zh_hant = "{file}：CSV 無法讀取（{why_zh}）。請重新存為 CSV UTF-8。"


class GeoPackageView(BadBlockFile):
    """The layer of a GeoPackage is a view or a virtual table, which may do anything."""

    code = "gpkg_view_not_allowed"
    en = "{file}: the layer “{layer}” is a view or a virtual table. Save it as a table of its own and upload that."
    zh = "{file}：图层“{layer}”是视图或虚拟表。请另存为普通表后上传。"
    zh_hant = "{file}：圖層「{layer}」是檢視或虛擬表。請另存為普通表後上傳。"


class GeoPackageCorrupt(BadBlockFile):
    """The GeoPackage is broken."""

    code = "gpkg_corrupt"
    en = "{file}: this GeoPackage is broken. Export it again."
    zh = "{file}：GeoPackage 已损坏。请重新导出。"
    zh_hant = "{file}：GeoPackage 已損壞。請重新匯出。"


class FlatGeobufCorrupt(BadBlockFile):
    """The FlatGeobuf file is broken."""

    code = "fgb_corrupt"
    en = "{file}: this FlatGeobuf file is broken or not whole. Export it again."
    zh = "{file}：FlatGeobuf 已损坏或不完整。请重新导出。"
    zh_hant = "{file}：FlatGeobuf 已損壞或不完整。請重新匯出。"


class ParquetCorrupt(BadBlockFile):
    """The Parquet file is broken."""

    code = "parquet_corrupt"
    en = "{file}: this Parquet file is broken or not whole. Export it again."
    zh = "{file}：Parquet 文件已损坏或不完整。请重新导出。"
    zh_hant = "{file}：Parquet 檔案已損壞或不完整。請重新匯出。"


class GeometryEncodingUnknown(BadBlockFile):
    """The Parquet file keeps its shapes in a way that is not read."""

    code = "geometry_encoding_unknown"
    en = (
        "{file}: its shapes are kept as “{encoding}”, which is not supported. Export it again with the geometry as WKB."
    )
    zh = "{file}：几何图形以“{encoding}”方式存放，暂不支持。请重新导出，几何字段用 WKB。"
    zh_hant = "{file}：幾何圖形以「{encoding}」方式存放，暫不支援。請重新匯出，幾何欄位用 WKB。"


class ReadingFailed(BadBlockFile):
    """The process that read the file died."""

    code = "reading_failed"
    en = "{file}: reading it failed, and nothing of it was kept. Export it again, or try another format."
    zh = "{file}：读取失败，没有保留任何内容。请重新导出，或换一种格式。"
    zh_hant = "{file}：讀取失敗，沒有保留任何內容。請重新匯出，或換一種格式。"


class UploadTooSlow(BadBlockFile):
    """The file came too slowly."""

    code = "timeout"
    en = "The file came too slowly, and we stopped waiting. Try again on a faster line."
    zh = "文件传得太慢，已停止等待。请换更快的网络重试。"
    zh_hant = "檔案傳得太慢，已停止等待。請換更快的網路重試。"


class UploadBroken(BadBlockFile):
    """The form that came is not whole, or no form at all."""

    code = "upload_broken"
    en = "The file did not arrive whole. Send it again, as a form (multipart/form-data) with the field “file”."
    zh = "文件没有完整到达。请以表单（multipart/form-data）的“file”字段重新提交。"
    zh_hant = "檔案沒有完整到達。請以表單（multipart/form-data）的「file」欄位重新提交。"


class FormUnclear(BadBlockFile):
    """The form says something twice, or as a file."""

    code = "form_unclear"
    en = "The form holds several files, or says one thing twice. Send one file, and crs, encoding, layer and label once each, as text."
    zh = "表单里有多个文件，或同一项写了两次。请只提交一个文件，crs、encoding、layer、label 各以文本写一次。"
    zh_hant = "表單裡有多個檔案，或同一項寫了兩次。請只提交一個檔案，crs、encoding、layer、label 各以文字寫一次。"


class OriginRefused(BadBlockFile):
    """The file was sent by a page of somebody else."""

    code = "origin_refused"
    en = "Files are taken only from our own page and from programs, not from pages of {origin}."
    zh = "只接受本站页面和程序提交的文件，不接受来自 {origin} 页面的提交。"
    zh_hant = "只接受本站頁面和程式提交的檔案，不接受來自 {origin} 頁面的提交。"


class UploadTooLarge(BlockFileTooLarge):
    """The body is beyond its limit."""

    code = "upload_too_large"
    en = "The file is larger than {limit_mb} MB, the most that is accepted here. Leave out what is not needed, or pack it."
    zh = "文件超过 {limit_mb} MB 的上限。请去掉不需要的内容，或压缩后上传。"
    zh_hant = "檔案超過 {limit_mb} MB 的上限。請去掉不需要的內容，或壓縮後上傳。"


class FormTooLarge(BlockFileTooLarge):
    """What stands beside the file in the form is beyond its limit."""

    code = "form_too_large"
    en = "The fields beside the file are too many or too long. Send only crs, encoding, layer and label."
    zh = "文件以外的字段太多或太长。请只写 crs、encoding、layer 和 label。"
    zh_hant = "檔案以外的欄位太多或太長。請只寫 crs、encoding、layer 和 label。"


class ArchiveTooLarge(BlockFileTooLarge):
    """The archive unpacks to more than the limit."""

    code = "zip_too_large"
    en = "{file}: unpacked, the archive is larger than {limit_mb} MB. Pack only the layer of your units."
    zh = "{file}：解压后超过 {limit_mb} MB 的上限。请只打包单元图层。"
    zh_hant = "{file}：解壓後超過 {limit_mb} MB 的上限。請只打包單元圖層。"


class ArchiveListTooLong(ArchiveTooLarge):
    """The archive lists more files than the limit."""

    en = "{file}: the archive lists more than {limit} files, or names that are too long. Pack only the layer of your units."
    zh = "{file}：压缩包里的文件超过 {limit} 个，或文件名过长。请只打包单元图层。"
    zh_hant = "{file}：壓縮檔裡的檔案超過 {limit} 個，或檔名過長。請只打包單元圖層。"


class ArchivePackedTooTightly(ArchiveTooLarge):
    """An entry of the archive unpacks to so many times its size that it is no map file."""

    en = "{file}: “{member}” in the archive unpacks to more than {ratio} times its size, as no map file does. Leave it out, and pack only the layer of your units."
    zh = "{file}：压缩包里的“{member}”解压后超过原大小的 {ratio} 倍，地图文件不会这样。请去掉它，只打包单元图层。"
    zh_hant = (
        "{file}：壓縮檔裡的「{member}」解壓後超過原大小的 {ratio} 倍，地圖檔案不會這樣。請去掉它，只打包單元圖層。"
    )


class ArchiveOverlapping(ArchiveTooLarge):
    """Entries of the archive share bytes, so that it unpacks to more than it holds."""

    en = "{file}: files in the archive share the same bytes, as no usual program packs them. Pack the layer of your units again."
    zh = "{file}：压缩包里的文件共用同一段数据，通常的软件不会这样打包。请重新打包单元图层。"
    zh_hant = "{file}：壓縮檔裡的檔案共用同一段資料，通常的軟體不會這樣打包。請重新打包單元圖層。"


class TooManyFeatures(BlockFileTooLarge):
    """There are more rows than the limit."""

    code = "too_many_features"
    en = "{file}: it has more than {limit} features. Upload the units of one district."
    zh = "{file}：要素超过 {limit} 个。请只上传一个区的单元。"
    zh_hant = "{file}：要素超過 {limit} 個。請只上傳一個區的單元。"


class TooManyVertices(BlockFileTooLarge):
    """There are more vertices than the limit."""

    code = "too_many_vertices"
    en = "{file}: its shapes have more than {limit} vertices. Simplify them and upload that."
    zh = "{file}：图形超过 {limit} 个顶点。请简化后上传。"
    zh_hant = "{file}：圖形超過 {limit} 個頂點。請簡化後上傳。"


class TooManyColumns(BlockFileTooLarge):
    """There are more columns than the limit."""

    code = "too_many_columns"
    en = "{file}: it has more than {limit} columns. Keep those that you need."
    zh = "{file}：字段超过 {limit} 个。请只保留需要的字段。"
    zh_hant = "{file}：欄位超過 {limit} 個。請只保留需要的欄位。"


class TooMuchMemory(BlockFileTooLarge):
    """Reading the file takes more memory than the limit."""

    code = "too_much_memory"
    en = "{file}: reading it takes more memory than is allowed here. Upload fewer or simpler units."
    zh = "{file}：读取所需内存超过上限。请上传更少或更简单的单元。"
    zh_hant = "{file}：讀取所需記憶體超過上限。請上傳更少或更簡單的單元。"


class TooMuchTime(BlockFileTooLarge):
    """Reading the file takes longer than the limit."""

    code = "too_much_time"
    en = "{file}: reading it takes longer than {seconds} s. Upload fewer or simpler units."
    zh = "{file}：读取超过 {seconds} 秒。请上传更少或更简单的单元。"
    zh_hant = "{file}：讀取超過 {seconds} 秒。請上傳更少或更簡單的單元。"


class NoRoomLeft(BlockFileTooLarge):
    """There is no room for more results."""

    code = "no_room"
    en = "There is no room for another result on this server. Try again later, or delete results that you no longer need."
    zh = "服务器没有空间保存新的结果。请稍后再试，或删除不再需要的结果。"
    zh_hant = "伺服器沒有空間儲存新的結果。請稍後再試，或刪除不再需要的結果。"


class TakeawayTooLarge(BlockFileTooLarge):
    """A file of the result would hold more values than the limit."""

    code = "takeaway_too_large"
    en = "{file}: the tables of these units hold more than {limit} values. Choose fewer units by a filter."
    zh = "{file}：这些单元的表格超过 {limit} 个值。请用筛选减少单元。"
    zh_hant = "{file}：這些單元的表格超過 {limit} 個值。請用篩選減少單元。"


class BlockFileClosed(BadBlockFile):
    """The file is not there, or cannot be opened."""

    code = "file_closed"
    en = "{file}: it cannot be opened ({why}). Give the path of a file that you may read."
    zh = "{file}：打不开（{why}）。请给出一个有权读取的文件的路径。"
    zh_hant = "{file}：打不開（{why}）。請給出一個有權讀取的檔案的路徑。"


class EngineMissing(MapappError):
    """The overlay is to run on dask, which is not installed."""

    en = "--engine dask needs dask-geopandas and distributed. Install them (pip install 'mapapp[dask]', or both by name)."
    zh = "--engine dask 需要 dask-geopandas 和 distributed。请先安装（pip install 'mapapp[dask]'，或分别安装）。"
    zh_hant = "--engine dask 需要 dask-geopandas 和 distributed。請先安裝（pip install 'mapapp[dask]'，或分別安裝）。"


class ClusterUnreachable(MapappError):
    """No dask scheduler answers at the address."""

    en = "{address}: no dask scheduler answers there ({why}). Give an address such as tcp://host:8786, or leave --cluster out."
    zh = "{address}：没有 dask 调度器应答（{why}）。请给出 tcp://host:8786 这样的地址，或去掉 --cluster。"
    zh_hant = "{address}：沒有 dask 排程器應答（{why}）。請給出 tcp://host:8786 這樣的位址，或去掉 --cluster。"


class TakeawayNotWritten(MapappError):
    """The result could not be written; what was there is as it was."""

    en = "{file}: it could not be written ({why}). What was there is as it was; check space and permissions."
    zh = "{file}：无法写入（{why}）。原有文件未受影响，请检查磁盘空间和权限。"
    zh_hant = "{file}：無法寫入（{why}）。原有檔案未受影響，請檢查磁碟空間和權限。"


class FolderNotOurs(MapappError):
    """Where the site is to be written lies something that is not an earlier export."""

    en = (
        "{folder}: this is not an earlier export of ours, and is left as it is. "
        "Name a folder that does not exist yet, or an empty one."
    )
    zh = "{folder}：这里的内容不是以前导出的，没有改动。请指定一个还不存在的文件夹，或空文件夹。"
    zh_hant = "{folder}：這裡的內容不是以前匯出的，沒有改動。請指定一個還不存在的資料夾，或空資料夾。"


class FolderNotWritten(MapappError):
    """The site could not be written; what was there is as it was."""

    en = "{folder}: it could not be written ({why}). What was there is as it was; check space and permissions."
    zh = "{folder}：无法写入（{why}）。原有内容未受影响，请检查磁盘空间和权限。"
    zh_hant = "{folder}：無法寫入（{why}）。原有內容未受影響，請檢查磁碟空間和權限。"


# Advisers


class AdviserRefused(MapappError):
    """An adviser gave no answer that can be used; the others are not touched by it."""


class AdviserNotAsked(AdviserRefused):
    """Nothing gives us the right to ask."""

    en = "{adviser}: not asked, because {settings} is not set."
    zh = "{adviser}：没有询问，因为未设置 {settings}。"
    zh_hant = "{adviser}：沒有詢問，因為未設定 {settings}。"


class AdviserSilent(AdviserRefused):
    """The adviser did not answer in time."""

    en = "{adviser}: no answer within {seconds} s. Ask again later."
    zh = "{adviser}：{seconds} 秒内没有回答。请稍后再问。"
    zh_hant = "{adviser}：{seconds} 秒內沒有回答。請稍後再問。"


class AdviserUnreachable(AdviserRefused):
    """There is no way to the adviser."""

    en = "{adviser}: it cannot be reached ({why}). Check the network and the address in {setting}."
    zh = "{adviser}：无法连接（{why}）。请检查网络和 {setting} 中的网址。"
    zh_hant = "{adviser}：無法連線（{why}）。請檢查網路和 {setting} 中的網址。"


class AdviserFailed(AdviserRefused):
    """The adviser's server answered with an error, or sent us elsewhere."""

    en = "{adviser}: its server gave HTTP {status} in place of an answer; redirects are not followed. Ask again later."
    zh = "{adviser}：服务器返回 HTTP {status}，没有回答；不跟随重定向。请稍后再问。"
    zh_hant = "{adviser}：伺服器傳回 HTTP {status}，沒有回答；不跟隨重新導向。請稍後再問。"


class AdviserSaysNo(AdviserRefused):
    """The adviser refused: a key that it does not take, a quota that is used up."""

    en = "{adviser}: it refused, code {code}: “{words}”. Check the key, its kind and its quota, or ask again later."
    zh = "{adviser}：拒绝回答，代码 {code}：“{words}”。请检查密钥、密钥类型和配额，或稍后再问。"
    zh_hant = "{adviser}：拒絕回答，代碼 {code}：「{words}」。請檢查密鑰、密鑰類型和配額，或稍後再問。"


class AdviserAnswerTooLarge(AdviserRefused):
    """The answer is larger than any that geocoders give."""

    en = "{adviser}: its answer is larger than {limit_kb} kB and was not read. Check the address in {setting}."
    zh = "{adviser}：回答超过 {limit_kb} kB，没有读取。请检查 {setting} 中的网址。"
    zh_hant = "{adviser}：回答超過 {limit_kb} kB，沒有讀取。請檢查 {setting} 中的網址。"


class AdviserAnswerUnreadable(AdviserRefused):
    """The answer has not the form that the adviser's documentation states."""

    en = "{adviser}: its answer has another form than its documentation states, and nothing was taken from it."
    zh = "{adviser}：回答与其文档说明的格式不符，没有采用。"
    zh_hant = "{adviser}：回答與其文件說明的格式不符，沒有採用。"


class AdvisersFolderRefused(MapappError):
    """The folder that keeps answers and pace cannot be used."""

    en = "{folder}: answers of advisers cannot be kept there ({why}). Name a folder of your own in MAPAPP_ADVISERS_FOLDER."
    zh = "{folder}：无法在这里保存地名服务的回答（{why}）。请用 MAPAPP_ADVISERS_FOLDER 指定自己的文件夹。"
    zh_hant = "{folder}：無法在這裡保存地名服務的回答（{why}）。請用 MAPAPP_ADVISERS_FOLDER 指定自己的資料夾。"


class QuestionRefused(MapappError):
    """What is to be asked is no name."""

    en = "“{name}” is no name that can be asked for: it must be one line of 2 to {limit} characters."
    zh = "“{name}”不能作为地名询问：应为一行，2 到 {limit} 个字符。"
    zh_hant = "「{name}」不能作為地名詢問：應為一行，2 到 {limit} 個字元。"
