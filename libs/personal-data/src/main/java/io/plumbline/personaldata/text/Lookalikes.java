package io.plumbline.personaldata.text;

import java.util.HashMap;
import java.util.Map;

/// Letters of other alphabets, and variants of Latin ones, that look like a plain Latin letter and that NFKC does
/// not change. A capital is listed with its small letter only if both resemble the same one.
final class Lookalikes {

    private static final int LETTERS = 26;

    /// The Latin letter, followed by its lookalikes: Greek, Cyrillic, Armenian, Cherokee, phonetic letters, small
    /// capitals.
    private static final String[] TABLE = {
        "aаαΑАɑᴀᎪ",
        "bЬьВвßΒβʙᏴ",
        "cсСϲϹᴄᏟ",
        "dԁԀᴅᎠɗ",
        "eеЕёЁεΕᴇᎬҽ",
        "fϝꜰƒғ",
        "gɡɢᏀց",
        "hһҺнНΗʜᎻհ",
        "iіІıιΙɪɩᎥ",
        "jјЈϳᴊᎫյ",
        "kкКκΚᴋᏦ",
        "lӏӀʟᏞℓ",
        "mмМΜᴍᎷ",
        "nηпПΝɴոռ",
        "oоОοΟօσᴏ",
        "pрРρΡᴘᏢ",
        "qԛԚզ",
        "rгГʀᎡɾ",
        "sѕЅꜱᏚՏ",
        "tтТτΤᴛᎢ",
        "uυսᴜʋՍ",
        "vνѵѴᴠᏙ",
        "wԝԜωᴡᎳա",
        "xхХχΧ",
        "yуУγΥүҮʏ",
        "zᴢΖᏃ"
    };

    /// First code points of runs of 26 letters, a to z: circled and squared on black, and regional indicators.
    private static final int[] RUNS = {0x1F150, 0x1F170, 0x1F1E6};

    private static final Map<Integer, Character> LATIN = new HashMap<>();

    static {
        for (String row : TABLE) {
            row.codePoints().skip(1).forEach(each -> LATIN.put(each, row.charAt(0)));
        }
        for (int run : RUNS) {
            for (int i = 0; i < LETTERS; i++) {
                LATIN.put(run + i, (char) ('a' + i));
            }
        }
    }

    private Lookalikes() {}

    /// The Latin letter that a code point resembles; 0 if there is none.
    static char latin(int codePoint) {
        return LATIN.getOrDefault(codePoint, '\0');
    }
}
