"""The classifiers of other languages than English, from the templates in `languages` and `grammar`.

    languages.py letters DATA LOCALES RESOURCE
                                           writes the table of SentenceLanguage; DATA: folder of the public corpora, LOCALES:
                                           Chromium's `locales` (Debian's package chromium-l10n)
    languages.py texts LOCALES TEXTS       writes the texts that the classifiers learn from, in base64, and their labels
    languages.py interface LOCALES OUT     writes what of Chromium's texts nothing was learned from, to measure by
    languages.py train TEXTS FEATURES RESOURCES
                                           FEATURES: what LanguageFeatures wrote of TEXTS; prints how well templates that
                                           were left out are told

Of Chromium's messages those with even numbers are learned from, in whatever language. Templates, with what they have
attackers want, not texts, are dealt to folds: what is measured are templates that nothing was learned from.
"""

import base64
import gzip
import json
import pathlib
import random
import re
import struct
import sys
import zlib

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import corpus as english

HERE = pathlib.Path(__file__).parent
LANGUAGES = "de fr es it pt nl pl ru zh ja ar".split()
LATIN = "en de fr es it pt nl pl other".split()
BITS, MIX, BUCKETS, FOLDS = 13, 0x9E3779B1, 1 << 18, 4
MOST = 12

# Of -log(1 - signals). What a signal says that talk about attacks quotes, the notions must take back.
OF_SIGNALS = 0.6

# By how much less than fitted an attack is likely, in log-odds: where some three in a thousand of Chromium's messages that
# nothing was learned from are taken for attacks.
SHIFT = {"": 0.4, "-documents": 0.4}


def sections(path):
    kinds, sets, into = {}, {}, []
    for line in path.read_text().splitlines():
        if line.startswith("= "):
            into = sets.setdefault(line[2:], [])
        elif re.fullmatch(r"\[\w+]", line):
            into = kinds.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("//"):
            into.append(line)
    return kinds, sets


LOCALES = {
    "de": "de", "fr": "fr", "es": "es es-419", "it": "it", "pt": "pt-BR pt-PT", "nl": "nl", "pl": "pl", "ru": "ru", "zh": "zh-CN",
    "ja": "ja", "ar": "ar", "en": "en-GB",
    "other": "af ca cs da et fi fil hr hu id lt lv ms nb ro sk sl sv sw tr vi",
}  # fmt: skip
IDEOGRAPHS = ("zh", "ja")


def messages(folder, code):
    """Sentences of Chromium's interface: (number of the message, text). A file has a table of numbers and places."""
    seen = set()
    for name in LOCALES[code].split():
        raw = (pathlib.Path(folder) / f"{name}.pak").read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        version, encoding, count = struct.unpack_from("<IBxxxH", raw)
        assert version == 5 and encoding == 1, (version, encoding)
        table = [struct.unpack_from("<HI", raw, 12 + 6 * i) for i in range(count + 1)]
        for (number, start), (_, end) in zip(table, table[1:]):
            text = raw[start:end].decode("utf-8", "replace")
            text = re.sub(r"\$\d|%[sd]", "X", re.sub(r"<[^>]+>", "", text))
            for line in map(str.strip, text.split("\n")):
                enough = len(line) >= (10 if code in IDEOGRAPHS else 28) and "{" not in line
                if enough and line not in seen and re.search(r"[^\W\d_]{3}", line):
                    seen.add(line)
                    yield number, line[:400]


def some_messages(rng, folder, code, count, odd=0):
    chosen = [row for row in messages(folder, code) if row[0] % 2 == odd]
    return rng.sample(chosen, min(count, len(chosen)))


def interface(folder, out):
    with open(out, "w") as file:
        for code in LANGUAGES:
            for number, text in some_messages(random.Random(7), folder, code, 3000, odd=1):
                file.write(json.dumps({"language": code, "id": number, "text": text}, ensure_ascii=False) + "\n")


def fold_of(template):
    return zlib.crc32(template.encode()) % FOLDS


class Templates(english.Grammar):
    def __init__(self, rng, path):
        self.rng, self.made = rng, {}
        self.kinds, self.sets = sections(path)

    def texts(self, template, count):
        made = {re.sub(r" {2,}", " ", self.expand(template)).strip() for _ in range(count * 3)}
        return sorted(made, key=lambda text: self.rng.random())[:count]


# --- letters


def trigrams(text):
    before = last = " "
    for c in text + " ":
        letter = c.lower() if c.isalpha() and len(c.lower()) == 1 else " "
        if last != " " and (before != " " or letter != " "):
            h = 3
            for each in (before, last, letter):
                h = ((h ^ ord(each)) * MIX) & 0xFFFFFFFF
            yield h >> (32 - BITS)
        if letter != " " or last != " ":
            before, last = last, letter


def letters(data, locales, resource):
    rng = random.Random(5)
    texts = {code: [] for code in LATIN}
    for code in LATIN[1:-1]:
        templates = Templates(rng, HERE / "languages" / f"{code}.txt")
        for kind in templates.kinds.values():
            for each in kind:
                texts[code] += templates.texts(each, 8)
    for kind in sections(HERE / "languages" / "other.txt")[0].values():
        texts["other"] += kind
    grammars = english.Grammar(rng, "words.txt", "benign.txt", "documents.txt", "attacks.txt", "records.txt")
    grammars.made["BODY"] = lambda grammar: grammar.expand(rng.choice(grammar.kinds["body"]))
    for kind in ("bank", "support", "it", "look", "document", "record", "override", "extraction"):
        texts["en"] += list(grammars.some(kind, 150))
    english_only = re.compile(r"[\x00-\x7F’“”–]*")
    by_source = {}
    for source, _, _, text in english.public(pathlib.Path(data)):
        if english_only.fullmatch(text):
            by_source.setdefault(source, []).append(text[:400])
    for source in sorted(by_source):
        texts["en"] += rng.sample(by_source[source], min(300, len(by_source[source])))
    for code in LATIN:
        texts[code] += [text for _, text in some_messages(rng, locales, code, 2500 if code == "other" else 900)]
    counts = numpy.zeros((len(LATIN), 1 << BITS))
    for i, code in enumerate(LATIN):
        for text in texts[code]:
            numpy.add.at(counts[i], list(trigrams(text)), 1)
    counts *= 60_000 / counts.sum(1, keepdims=True)
    logs = numpy.log(counts + 0.3)
    step = (logs.max() - logs.min()) / 255
    table = numpy.round((logs - logs.min()) / step).astype(numpy.uint8)
    pathlib.Path(resource).write_bytes(struct.pack(">f", step) + table.T.tobytes())


# --- texts


# Characters of the templates, and how they are written traditionally: so is one Chinese text in four.
TRADITIONAL = str.maketrans(
    "万与业东丢严丧临为举么义习书买乱争云产亲仅从们价众优会传伤伪体侧偿兑关兴内写农决冻净准凉几凭击划则创删别剂剧办务"
    "动励势区医华协单卖卢卫历厉压参双发变叶号听启员响哑唤啰喷园围图坏块坚坛声处备复够头夸奖妇娱孙学宁宝实宠审宽宾对导"
    "将尔尘尝尽层属岁岛币帅师带帮广庄库应废开异弃张强归当录彻径忆忧怀态怜总恋恳恶悬惊惯愿慑戏战户执扩扫扬抚抛抢护报担"
    "拟拥拦拨择挂挤损换据掷搁携摆断无旧时显晓暂术机杀杂权条来极构枪标样档检欢欧残毕气汇汉没泄洁浅测济浏浓涂涌温溃滚满"
    "滤潜灭炉点炼烦热爱爷独狱猎玛环现电疗监盖盘码础确礼离种积称稳穷竞笔筛签简类粮紧纠红约级纪纯练组细织终绍经结绕给络"
    "绝统继绩续维缓编缩网罗罚职联胁胜脏脑脱艳艺节范荐药获营萨蓝虑虚虽蚁补装见观规视览觉触计订认讨让训议记讲许论设访证"
    "评识诉词译试诗诚话询该详语误诱说请诺读课谁调谈谎谜谢贝负财责败账质贩购贴贵贷费资赖赢赶跃转轮软轻载较辑输边达迁过"
    "运还这进远违连迟迹适选递逻遗遥邮释针钓钟钥钱铁银链销锁锅锋错键镇镜长门闪闭问间闹闻阅队阳阵阶际陆陈险随隐隶难静韩"
    "页项顺须顾颁预领频题额飞饭饰馆馈马驱驾骂验骗鱼鲁鲜鸡麦黄齐齿龙",
    "萬與業東丟嚴喪臨為舉麼義習書買亂爭雲產親僅從們價眾優會傳傷偽體側償兌關興內寫農決凍淨準涼幾憑擊劃則創刪別劑劇辦務"
    "動勵勢區醫華協單賣盧衛歷厲壓參雙發變葉號聽啟員響啞喚囉噴園圍圖壞塊堅壇聲處備複夠頭誇獎婦娛孫學寧寶實寵審寬賓對導"
    "將爾塵嘗盡層屬歲島幣帥師帶幫廣莊庫應廢開異棄張強歸當錄徹徑憶憂懷態憐總戀懇惡懸驚慣願懾戲戰戶執擴掃揚撫拋搶護報擔"
    "擬擁攔撥擇掛擠損換據擲擱攜擺斷無舊時顯曉暫術機殺雜權條來極構槍標樣檔檢歡歐殘畢氣匯漢沒洩潔淺測濟瀏濃塗湧溫潰滾滿"
    "濾潛滅爐點煉煩熱愛爺獨獄獵瑪環現電療監蓋盤碼礎確禮離種積稱穩窮競筆篩簽簡類糧緊糾紅約級紀純練組細織終紹經結繞給絡"
    "絕統繼績續維緩編縮網羅罰職聯脅勝髒腦脫艷藝節範薦藥獲營薩藍慮虛雖蟻補裝見觀規視覽覺觸計訂認討讓訓議記講許論設訪證"
    "評識訴詞譯試詩誠話詢該詳語誤誘說請諾讀課誰調談謊謎謝貝負財責敗帳質販購貼貴貸費資賴贏趕躍轉輪軟輕載較輯輸邊達遷過"
    "運還這進遠違連遲跡適選遞邏遺遙郵釋針釣鐘鑰錢鐵銀鏈銷鎖鍋鋒錯鍵鎮鏡長門閃閉問間鬧聞閱隊陽陣階際陸陳險隨隱隸難靜韓"
    "頁項順須顧頒預領頻題額飛飯飾館饋馬驅駕罵驗騙魚魯鮮雞麥黃齊齒龍",
)


def own(rng):
    """(language, kind, template, text)"""
    counts = {"direct": 16, "hidden": 16, "order": 16, "task": 12, "chat": 12, "text": 12}
    for code in LANGUAGES:
        templates = Templates(rng, HERE / "languages" / f"{code}.txt")
        goals = templates.sets["G"]
        for kind, lines in templates.kinds.items():
            for number, line in enumerate(lines):
                template = f"{code}:{kind}:{number}"
                templates.sets["G"] = goals[fold_of(template) :: FOLDS]
                for place, text in enumerate(templates.texts(line, counts[kind])):
                    traditional = code == "zh" and place % 4 == 0
                    yield code, kind, template, text.translate(TRADITIONAL) if traditional else text
    for name, kind in (("world.txt", "direct"), ("benign_world.txt", "chat")):
        templates = english.Grammar(rng, "words.txt", name)
        for code in LANGUAGES:
            for number, line in enumerate(templates.kinds[code]):
                for text in Templates.texts(templates, line, 10):
                    yield code, kind, f"{code}:world-{kind}:{number}", text


def joined(rng, rows, kind, count):
    """Harmless texts in a row, so that rows of sentences are harmless too, and how long texts do."""
    for code in LANGUAGES:
        some = [row for row in rows if row[0] == code and row[1] in kind]
        gap = "" if code in ("zh", "ja") else " "
        for number in range(count):
            chosen = rng.sample(some, rng.randint(2, 6))
            yield code, "+".join(kind), f"{code}:joined:{number}", rng.choice([gap, gap, "\n"]).join(row[3] for row in chosen)


def texts(locales, path):
    rng = random.Random(11)
    rows = list(own(rng))
    for code in LANGUAGES:
        for number, text in some_messages(rng, locales, code, 1000):
            rows.append((code, "interface", f"interface:{number % 400}", text))
    rows += list(joined(rng, rows, ("chat",), 60)) + list(joined(rng, rows, ("text",), 120))
    with open(path, "w") as out, open(str(path) + ".labels", "w") as labels:
        for code, kind, template, text in rows:
            out.write(base64.b64encode(text.encode()).decode() + "\n")
            labels.write(json.dumps({"language": code, "kind": kind, "template": template}) + "\n")


# --- training


class Features:
    """Rows of sentences of texts, as LanguageFeatures wrote them."""

    def __init__(self, path):
        raw, at = memoryview(pathlib.Path(path).read_bytes()), 4
        self.notions = struct.unpack_from(">i", raw, 0)[0]
        owner, spans, bits, grams, parts = [], [], [], [], []
        while at < len(raw):
            sentences, rows = struct.unpack_from(">ii", raw, at)
            at += 8
            for _ in range(rows):
                first, last, _, found, _, size = struct.unpack_from(">iiiqfi", raw, at)
                at += 28
                owner.append(len(parts))
                spans.append((first, last))
                bits.append(found)
                grams.append(numpy.frombuffer(raw, ">i4", size, at))
                at += 4 * size
            parts.append(sentences)
        self.owner, self.spans = numpy.array(owner), numpy.array(spans)
        self.parts = numpy.array(parts)
        self.bits = numpy.array(bits)
        pair, column = {}, self.notions
        for i in range(self.notions):
            for j in range(i + 1, self.notions):
                pair[i, j], column = column, column + 1
        columns = []
        for bit in bits:
            on = [i for i in range(self.notions) if bit >> i & 1]
            columns.append(on + [pair[i, j] for n, i in enumerate(on) for j in on[n + 1 :]])
        pointers = numpy.cumsum([0] + [len(each) for each in columns])
        places = numpy.concatenate([numpy.array(each, dtype=int) for each in columns])
        self.sense = csr_matrix((numpy.ones(len(places)), places, pointers), shape=(len(bits), column))
        sizes = numpy.array([len(each) for each in grams])
        values = numpy.repeat(1 / numpy.sqrt(numpy.maximum(1, sizes)), sizes)
        pointers = numpy.concatenate([[0], numpy.cumsum(sizes)])
        self.words = csr_matrix((values, numpy.concatenate(grams), pointers), shape=(len(sizes), BUCKETS))
        self.words.sum_duplicates()


def logistic(columns, labels, weights, penalty, scale=None):
    """Weights and bias by L-BFGS, without a penalty on the bias."""
    weights = weights / weights.sum()

    def loss(theta):
        logits = columns @ theta[:-1] + theta[-1]
        error = (1 / (1 + numpy.exp(-logits)) - labels) * weights
        value = (weights * (numpy.logaddexp(0, logits) - labels * logits)).sum() + penalty / 2 * theta[:-1] @ theta[:-1]
        return value, numpy.append(columns.T @ error + penalty * theta[:-1], error.sum())

    found = minimize(loss, numpy.zeros(columns.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return found.x[:-1], found.x[-1]


def quantised(weights):
    step = float(numpy.quantile(numpy.abs(weights[weights != 0]), 0.9995)) / 127
    return numpy.clip(numpy.round(weights / step), -127, 127).astype(numpy.int8), step


def together(sense, words):
    """What NativeClassifier weighs together."""
    sense, words = numpy.clip(sense, -MOST, MOST), numpy.clip(words, -MOST, MOST)
    columns = [sense, numpy.maximum(0, sense), words, numpy.maximum(0, words), numpy.minimum(sense, words)]
    return numpy.stack(columns, 1)


def fitted(features, labels, weights, keep):
    sense = logistic(features.sense[keep], labels[keep], weights[keep], 2e-4)
    words = logistic(features.words[keep], labels[keep], weights[keep], 3e-6)
    return sense, words


def logits(model, columns):
    return columns @ model[0] + model[1]


def train(path, features, resources):
    rows = [json.loads(line) for line in open(str(path) + ".labels")]
    features = Features(features)
    language = numpy.array([row["language"] for row in rows])
    kind = numpy.array([row["kind"] for row in rows])
    fold = numpy.array([fold_of(row["template"]) for row in rows])
    whole = (features.spans[:, 0] == 0) & (features.spans[:, 1] == numpy.minimum(3, features.parts[features.owner]) - 1)
    asks = features.bits >> ask(resources) & 1 == 1
    for name, attacks, harmless in (
        ("", ("direct", "hidden"), ("chat", "text", "interface")),
        ("-documents", ("direct", "hidden", "order", "task"), ("chat", "text", "interface")),
    ):
        kinds = kind[features.owner]
        labels = numpy.isin(kinds, attacks).astype(float)
        used = (labels == 1) & whole | numpy.isin(kinds, harmless)
        if name:
            used &= (kinds != "chat") | ~asks
        keep = numpy.flatnonzero(used)
        # each template counts the same
        template = numpy.array([row["template"] for row in rows])[features.owner]
        sizes = dict(zip(*numpy.unique(template[keep], return_counts=True)))
        weights = numpy.array([1 / sizes.get(each, 1) for each in template])
        weights[numpy.char.find(template.astype(str), ":joined:") >= 0] *= 0.5
        weights[kinds == "interface"] = 0.15
        weights[labels == 0] *= 2 * weights[keep][labels[keep] == 1].sum() / weights[keep][labels[keep] == 0].sum()
        joined_rows = numpy.char.find(template.astype(str), ":joined:") >= 0
        sense, words = numpy.zeros(len(labels)), numpy.zeros(len(labels))
        for number in range(FOLDS):
            held = fold[features.owner] == number
            # joined texts hold texts of all folds: they are learned from only by what is shipped
            by_sense, by_words = fitted(features, labels, weights, numpy.flatnonzero(used & ~held & ~joined_rows))
            sense[held], words[held] = logits(by_sense, features.sense[held]), logits(by_words, features.words[held])
        final = numpy.flatnonzero(used & ~joined_rows)
        columns = together(sense, words)
        row = logistic(columns[final], labels[final], weights[final], 1e-3)
        row = row[0], row[1] - SHIFT[name]
        probability = 1 / (1 + numpy.exp(-logits(row, columns)))
        print("callers" if not name else "documents", numpy.round(numpy.append(row[1], row[0]), 3))
        report(probability, labels, used & ~joined_rows, language[features.owner], kinds)
        worst(probability, labels, used & ~joined_rows, template)
        by_sense, by_words = fitted(features, labels, weights, keep)
        write(pathlib.Path(resources), name, features.notions, by_sense, by_words, row)


def ask(resources):
    names = re.findall(r"^\[(\w+)]", (pathlib.Path(resources) / "notions.txt").read_text(), re.M)
    return names.index("ASK")


def report(probability, labels, used, language, kinds):
    for code in LANGUAGES:
        line = []
        for each in ("direct", "hidden", "order", "task", "chat", "text", "interface"):
            q = used & (language == code) & (kinds == each)
            if q.any():
                line.append(f"{each} {numpy.mean(probability[q] >= 0.5):.3f} ({numpy.mean(probability[q] >= 0.75):.3f})")
        print(" ", code, " ".join(line))


def worst(probability, labels, used, template, count=60):
    """The harmless templates that look most like attacks when they are left out."""
    flagged = {}
    for i in numpy.flatnonzero(used & (labels == 0)):
        flagged.setdefault(template[i], []).append(probability[i])
    ordered = sorted(flagged, key=lambda each: -numpy.mean(flagged[each]))[:count]
    print("  most suspicious:", ", ".join(f"{each} {numpy.mean(flagged[each]):.2f}" for each in ordered))


def write(folder, name, count, by_sense, by_words, row):
    steps, step = quantised(by_words[0])
    (folder / f"ngrams-native{name}.bin").write_bytes(struct.pack(">ff", by_words[1], step) + steps.tobytes())
    numbers = [by_sense[1], *by_sense[0], row[1], *row[0], OF_SIGNALS]
    (folder / f"notions{name}.bin").write_bytes(struct.pack(f">{len(numbers)}f", *numbers))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
