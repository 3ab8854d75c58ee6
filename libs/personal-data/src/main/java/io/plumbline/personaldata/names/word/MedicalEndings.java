package io.plumbline.personaldata.names.word;

import static io.plumbline.personaldata.names.word.MedicalWord.CONDITION;
import static io.plumbline.personaldata.names.word.MedicalWord.DRUG;
import static io.plumbline.personaldata.names.word.MedicalWord.EXAM;

import io.plumbline.personaldata.text.Chars;
import java.util.Set;

/// Endings that identify a medical word: the stems that the WHO assigns to the names of kinds of drugs (INN), and
/// Greek and Latin endings of conditions and procedures. All are in ASCII, indexed by their last two letters.
public final class MedicalEndings {

    private static final int SHORTEST = 7;

    private static final String[][] DRUGS = Endings.byPair(
            "mab",
            "tinib",
            "ciclib",
            "rafenib",
            "statin",
            "april",
            "opril",
            "sartan",
            "nolol",
            "rolol",
            "talol",
            "dolol",
            "molol",
            "dipine",
            "prazole",
            "cillin",
            "mycin",
            "floxacin",
            "cycline",
            "conazole",
            "navir",
            "ciclovir",
            "buvir",
            "tegravir",
            "gliptin",
            "gliflozin",
            "glutide",
            "setron",
            "triptan",
            "azepam",
            "azolam",
            "barbital",
            "caine",
            "coxib",
            "oxetine",
            "tidine",
            "thiazide",
            "xaban",
            "lukast",
            "dronate",
            "afil",
            "zosin",
            "profen",
            "penem",
            "tropium",
            "curium",
            "fibrate",
            "platin",
            "taxel",
            "rubicin");
    private static final String[][] CONDITIONS = Endings.byPair(
            "itis",
            "osis",
            "aemia",
            "lemia",
            "cemia",
            "kemia",
            "natremia",
            "algia",
            "opathy",
            "megaly",
            "thyroidism",
            "plegia",
            "penia",
            "rrhea",
            "rrhoea",
            "dystrophy",
            "hypertrophy",
            "iasis",
            "ectasis",
            "noma",
            "phasia");
    private static final String[][] EXAMS = Endings.byPair(
            "ectomy", "ostomy", "otomy", "plasty", "scopy", "centesis", "rrhaphy", "cardiogram", "mammogram");
    private static final Set<String> OTHER_WORDS = Set.of(
            "diagnosis",
            "prognosis",
            "hypnosis",
            "osmosis",
            "symbiosis",
            "metamorphosis",
            "apotheosis",
            "mitosis",
            "meiosis",
            "nostalgia",
            "homeopathy",
            "osteopathy",
            "sociopathy",
            "dichotomy",
            "microscopy",
            "spectroscopy",
            "homoeopathy",
            "cocaine",
            "gnosis",
            "trichotomy",
            "oasis",
            "april");

    private MedicalEndings() {}

    /// Whether a word with these last two letters may have such an ending: see [Endings#pair].
    static boolean mayBe(int pair) {
        return DRUGS[pair].length + CONDITIONS[pair].length + EXAMS[pair].length > 0;
    }

    /// The kinds that a word has by its ending; 0 for most.
    public static long of(CharSequence text, int start, int end) {
        if (end - start < SHORTEST || !Chars.isAsciiLetter(text.charAt(end - 1))) {
            return 0;
        }
        int pair = Endings.pair(text, end);
        long bits = ends(DRUGS[pair], text, start, end) ? DRUG.bit : 0;
        bits |= ends(CONDITIONS[pair], text, start, end) ? CONDITION.bit : 0;
        bits |= ends(EXAMS[pair], text, start, end) ? EXAM.bit : 0;
        return bits == 0 || OTHER_WORDS.contains(folded(text, start, end)) ? 0 : bits;
    }

    private static boolean ends(String[] endings, CharSequence text, int start, int end) {
        for (String ending : endings) {
            if (end - start > ending.length() + 1 && endsWith(ending, text, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(String ending, CharSequence text, int end) {
        int from = end - ending.length();
        for (int i = 0; i < ending.length(); i++) {
            if (Letters.folded(text.charAt(from + i)) != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String folded(CharSequence text, int start, int end) {
        StringBuilder word = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            word.append(Letters.folded(text.charAt(i)));
        }
        return word.toString();
    }
}
