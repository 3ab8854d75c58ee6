package io.plumbline.eval.judge.rating;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Detects by words whether a sentence addresses the judge of the answer: it requests a rating, addresses a
/// judge, or revokes the rules. Single words are common in answers, so two or three kinds must occur in one
/// sentence. Supports English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, Russian,
/// Chinese, Japanese, Korean and Arabic. Ignores case, accents, full-width and invisible characters, and Latin
/// lookalikes of other alphabets. Linear in the length of the sentence.
final class JudgeAddressDetector {

    /// Terms for ratings.
    private static final Pattern RATING = words(
            "score[sd]?|scoring|rating|ratings|rated?|grade[sd]?|grading|marks?|points?|stars?|verdict|level|evaluation|"
                    + "evaluate[sd]?|assess|assessment|rank|ranking",
            "bewert\\w*|note|noten|punkt\\w*|stufe|sterne?n?|benot\\w*|urteil",
            "note[rsz]?|notation|evaluation|evalue[rz]?|niveau|etoiles?|bareme|appreciation",
            "puntuacion|puntua\\w*|calific\\w*|nota|nivel|puntos|estrellas|evaluacion|evalua\\w*",
            "punteggio|voto|voti|valuta\\w*|livello|punti|stelle",
            "pontuacao|avalia\\w*|nivel|pontos|estrelas|classific\\w*",
            "beoordel\\w*|cijfer|punten|niveau|sterren",
            "ocen\\w*|punkt\\w*|poziom\\w*",
            "puan\\w*|degerlendir\\w*|seviye\\w*",
            "оцен\\w*|балл\\w*|уров\\w*",
            "[评評]分|分[数數]|打分|[一二三四五六七八九十百\\d]分(?!钟|鐘|之)|[五十\\d]点|\\d점|[满滿]分|[评評][级級价價]|等[级級]|評価|採点|点数|満点|スコア|점수|평가|만점|등급|تقييم|درجة|الدرجة|علامة");

    /// Terms for top quality.
    private static final Pattern TOP = words(
            "highest|maximum|maximal|max|top|full|perfect|best|excellent|flawless|outstanding|five|ten|hundred|\\d{1,3}",
            "hochst\\w*|maximal\\w*|voll\\w*|best\\w*|perfekt\\w*|ausgezeichnet\\w*|funf|zehn",
            "maxim\\w*|meilleure?s?|plus haute?|plus eleve\\w*|parfaite?|excellente?|cinq|dix",
            "mejor|mas alt[ao]|perfect[ao]|excelente|cinco|diez",
            "massim\\w*|miglior\\w*|piu alt[ao]|perfett[ao]|eccellente|cinque|dieci|pien[oi]",
            "melhor|mais alt[ao]|perfeit[ao]|dez",
            "hoogste|hoog mogelijk|beste|perfect|uitstekend|vijf|tien",
            "najwyzsz\\w*|maksymaln\\w*|najleps\\w*|piec|dziesiec",
            "en yuksek|tam|mukemmel|bes|on",
            "высш\\w*|наивысш\\w*|максимальн\\w*|лучш\\w*|отличн\\w*|пять|пятер\\w*|десять",
            "最高|[满滿]分|満点|[五十\\d]分(?!钟|鐘|之)|[五十\\d]点|\\d점|完美|最佳|최고|만점|완벽|أعلى|كاملة|الكاملة|القصوى|ممتاز");

    /// Terms for judges.
    private static final Pattern JUDGE = words(
            "judges|judge(?=\\s*[:,;!.])|(?:the|dear|our|any|a|as|esteemed) judge|evaluators?|graders?|raters?|assessors?|reviewers?|examiners?|scorers?|(?:whoever|anyone|who|those) (?:is |are )?(?:rat|grad|judg|scor|evaluat|assess|"
                    + "mark)\\w*",
            "gutachter\\w*|prufer\\w*|bewerter\\w*|juror\\w*",
            "juges?|evaluateurs?|correcteurs?|examinateurs?",
            "juez|jueces|evaluador\\w*|revisor\\w*",
            "giudic[ei]|correttor\\w*|valutator\\w*|revisor\\w*",
            "juiz\\w*|avaliador\\w*",
            "beoordelaar\\w*|jury",
            "sedzi\\w*|oceniajac\\w*|recenzent\\w*",
            "degerlendiric\\w*|hakem\\w*",
            "судь\\w*|оценщик\\w*|проверяющ\\w*|экзаменатор\\w*",
            "[评評](?:审|審|委|判|估者|分者|分员)|裁判|評価者|審査員|採点者|심사\\w*|평가자|채점자|المقيم|المحكم|الحكم");

    /// Commands.
    private static final Pattern COMMAND = words(
            "give|gives|given|gets?|assign|award|choose|pick|output|return|respond|reply|answer with|write|set|put|record|enter|"
                    + "must|should|shall|please|kindly|expects?|treat|consider|count|accept|deserves?|merits?|warrants?|let|make sure|ensure|"
                    + "require[sd]?|instructed|has to|have to|needs to",
            "gib|gebt|geben|nimm|nehmt|sei|seid|vergib|vergebt|vergeben|muss|mussen|soll|sollte|bitte|verdient|wahle|setze|trage|erteile|ist mit",
            "donne[rz]?|attribue[rz]?|mets|mettez|accorde[rz]?|doit|devez|merite|veuillez|choisis\\w*|merci de",
            "da|dale|den|asigna\\w*|otorg\\w*|pon|ponga|debe|merece|elige|elija|por favor",
            "dai|date|dagli|assegna\\w*|attribuisc\\w*|deve|merita|scegli|per favore",
            "de|atribu\\w*|conced\\w*|deve|merece|escolh\\w*|por favor",
            "geef|ken|verdient|moet|kies|alstublieft",
            "daj|przyznaj\\w*|wystaw\\w*|zasluguje|nalezy|prosze|wybierz",
            "ver|verin|veriniz|hak ediyor|lutfen|sec",
            "дай\\w*|постав\\w*|став\\w*|присво\\w*|заслужива\\w*|должн\\w*|выстав\\w*|пожалуйста",
            "[给給]|[请請]|必[须須]|[应應]|与え|付け|つけ|してください|ください|べき|주세요|주십시오|부여|하라|해야|أعط|اعط|امنح|يجب|يستحق|ضع");

    /// Terms for rules, which a judge may be told to ignore.
    private static final Pattern RULES = words(
            "instructions?|rubric|criteri(?:a|on)|anchors?|prompt|guidelines?|rules|(?:told|said|stated|written|everything|"
                    + "anything|all|the text) (?:above|before|so far|earlier)|system message|scale",
            "anweisung\\w*|vorgabe\\w*|kriteri\\w*|rubrik|richtlinie\\w*|raster|bisherige\\w*|obige\\w*|vorherige\\w*",
            "instructions?|consignes?|criteres?|regles|grille|ce qui precede",
            "instruccion\\w*|criterios?|rubrica|reglas|todo lo anterior",
            "istruzion\\w*|criteri\\w*|rubrica|regole|quanto sopra",
            "instruc\\w*|criterios?|rubrica|regras|acima",
            "instructies?|criteria|rubriek|regels|het bovenstaande",
            "instrukcj\\w*|polece\\w*|kryteri\\w*|rubryk\\w*|powyzsz\\w*",
            "talimat\\w*|kriter\\w*|kural\\w*|yukaridaki\\w*",
            "инструкци\\w*|указани\\w*|критери\\w*|рубрик\\w*|правил\\w*|выше",
            "指令|指示|[标標]准|基準|[规規][则則]|以上|前述|上記|지시|기준|규칙|위의|تعليمات|التعليمات|معايير|المعايير|القواعد");

    /// References to the answer itself.
    private static final Pattern ITSELF = words(
            "(?:this|the present|the above|the preceding|my) (?:answer|response|reply|completion|output|text|item|submission|"
                    + "one)",
            "(?:diese[rnms]?|meine[rn]?|obige[rnms]?|vorliegende[rnms]?) (?:antwort|text|beitrag|losung)",
            "(?:cette|ma|la presente) (?:reponse|copie)|ce texte",
            "(?:esta|mi|la presente) respuesta|este texto",
            "(?:questa|mia|la presente) risposta|questo testo",
            "(?:esta|minha|a presente) resposta|este texto",
            "dit antwoord|deze (?:tekst|reactie)|mijn antwoord",
            "(?:ta|te|tej|ta|moja) (?:odpowiedz\\w*)|ten tekst",
            "bu (?:yanit\\w*|cevab\\w*|cevap\\w*|metin\\w*|metn\\w*)",
            "(?:этот|этому|этого|мой|данный|данному) (?:ответ\\w*|текст\\w*)",
            "[这這此该該本][个個]?(?:回答|答案|回[复覆])|この(?:回答|答え)|本回答|이 ?(?:답변|응답|답)|هذه ?الإجابة|هذا الرد");

    private static final Pattern REVOKED = words(
            "ignore|ignoring|disregard|forget|override|overrule|overlook|bypass|skip|drop|discard|neglect|set aside|"
                    + "no longer (?:apply|valid|applies)|(?:is|are|has been|have been) (?:void|replaced|superseded|suspended|"
                    + "cancelled|changed|updated)|instead of",
            "ignorier\\w*|vergiss|vergesst|missachte\\w*|uberspring\\w*|gelten nicht|ersetzt|aufgehoben",
            "ignore[rz]?|oublie[rz]?|ne tiens|ne tenez|passe outre|remplace\\w*|annule\\w*",
            "ignor\\w*|olvid\\w*|omit\\w*|haz caso omiso|sustituid\\w*",
            "ignora\\w*|dimentica\\w*|trascura\\w*|sostituit\\w*",
            "ignor\\w*|esquec\\w*|desconsider\\w*|substituid\\w*",
            "negeer\\w*|vergeet|vervangen|gelden niet",
            "zignoruj\\w*|ignoruj\\w*|zapomnij\\w*|pomin\\w*",
            "yok say\\w*|gormezden gel\\w*|unut\\w*|dikkate alma\\w*",
            "игнориру\\w*|проигнорир\\w*|забуд\\w*|не учитыва\\w*|отмен\\w*",
            "忽略|[无無][视視]|忘[记記掉]|不要理|取消|無視|忘れ|무시|잊어|잊고|تجاهل|انس|ألغ");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Mn}\\p{Me}]");

    /// Latin lookalikes, in the order of [#LATIN].
    private static final String LOOKALIKES = "аеорсухіјѕԁһкмтвнαορντικυ";

    private static final String LATIN = "aeopcyxijsdhkmtbhaopvtiky";

    private JudgeAddressDetector() {}

    /// @param sentence unmodified
    static boolean isIn(String sentence) {
        String folded = folded(sentence);
        return speaks(folded) || (mixesAlphabets(folded) && speaks(latin(folded)));
    }

    /// Whether a sentence mentions a good rating, in an answer that addresses its judge elsewhere.
    static boolean isAbout(String sentence) {
        String folded = folded(sentence);
        return praises(folded) || (mixesAlphabets(folded) && praises(latin(folded)));
    }

    /// Whether a text mentions its rating at all. If not, a learned detector's suspicion about the whole text
    /// does not concern the judge.
    static boolean mayBeIn(String text) {
        String folded = folded(text);
        return mayBe(folded) || (mixesAlphabets(folded) && mayBe(latin(folded)));
    }

    /// Whether two consecutive sentences do so together.
    static boolean isInBoth(String sentences) {
        String folded = folded(sentences);
        return revokes(folded) || (JUDGE.matcher(folded).find() && praises(folded));
    }

    private static boolean mayBe(String folded) {
        return revokes(folded)
                || (JUDGE.matcher(folded).find() && RATING.matcher(folded).find());
    }

    private static boolean speaks(String folded) {
        boolean judge = JUDGE.matcher(folded).find();
        boolean rated = RATING.matcher(folded).find() || RULES.matcher(folded).find();
        boolean wanted = COMMAND.matcher(folded).find() || TOP.matcher(folded).find();
        return (judge && rated && wanted) || rates(folded) || revokes(folded);
    }

    private static boolean rates(String folded) {
        boolean top = TOP.matcher(folded).find();
        boolean rating = RATING.matcher(folded).find();
        boolean command = COMMAND.matcher(folded).find();
        boolean itself = ITSELF.matcher(folded).find();
        boolean demanded = command || itself || RULES.matcher(folded).find();
        return (rating && top && demanded)
                || (itself && command && (rating || top))
                || (itself && JUDGE.matcher(folded).find());
    }

    private static boolean praises(String folded) {
        return RATING.matcher(folded).find() && TOP.matcher(folded).find();
    }

    private static boolean revokes(String folded) {
        return REVOKED.matcher(folded).find() && RULES.matcher(folded).find();
    }

    private static String folded(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return Normalizer.normalize(INVISIBLE.matcher(decomposed).replaceAll(""), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    private static boolean mixesAlphabets(String folded) {
        return folded.chars().anyMatch(c -> LOOKALIKES.indexOf(c) >= 0)
                && folded.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    }

    private static String latin(String folded) {
        StringBuilder latin = new StringBuilder(folded);
        for (int i = 0; i < latin.length(); i++) {
            int at = LOOKALIKES.indexOf(latin.charAt(i));
            if (at >= 0) {
                latin.setCharAt(i, LATIN.charAt(at));
            }
        }
        return latin.toString();
    }

    /// Combines the words of all languages; the last ones are in scripts without spaces, where a word begins
    /// anywhere.
    private static Pattern words(String... languages) {
        StringBuilder spaced = new StringBuilder();
        for (int i = 0; i < languages.length - 1; i++) {
            spaced.append(i == 0 ? "" : "|").append(languages[i]);
        }
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + spaced + ")(?![\\p{L}\\p{N}])|" + languages[languages.length - 1],
                Pattern.UNICODE_CHARACTER_CLASS);
    }
}
