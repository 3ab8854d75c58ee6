package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;
import java.util.Locale;
import java.util.regex.Pattern;

/// Prepares a text for TER like sacreBLEU 2.6.0's `tercom` tokenizer, a port of Tercom's `Normalizer`.
///
/// The reference also intends to split runs of kana, but its expressions can never match and are omitted here.
///
/// @param normalized whether to separate punctuation and decode entities
/// @param withoutPunctuation whether to delete `. , ? : ; ! " ( )`
/// @param asian whether to split Chinese characters (if normalized) and treat Asian punctuation likewise
/// @param caseSensitive whether to keep the case
/// @see <a href="https://github.com/jhclark/tercom">Tercom</a>
record TerTokenizer(boolean normalized, boolean withoutPunctuation, boolean asian, boolean caseSensitive) {

    private static final Pattern PUNCTUATION = Pattern.compile("[{-~\\[-` -&(-+:-@/]");
    private static final Pattern MARK_AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern MARK_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
    private static final Pattern CHINESE = Pattern.compile(
            "[\u4e00-\u9fff\u3400-\u4dbf\u31c0-\u31ef\u2e80-\u2eff\u3300-\u33ff\uf900-\ufaff\ufe30-\ufe4f\u3200-\u3f22]");
    private static final Pattern ASIAN_PUNCTUATION =
            Pattern.compile("[\u3001\u3002\u3008-\u3011\u3014-\u301f\uff61-\uff65\u30fb\uff0e\uff0c\uff1f\uff1a\uff1b"
                    + "\uff01\uff02\uff08\uff09]");
    private static final Pattern DELETED = Pattern.compile("[.,?:;!\"()]");
    private static final String APART = " $0 ";

    int[] tokenize(String text, TokenNumbers vocabulary) {
        String prepared = caseSensitive ? text : text.toLowerCase(Locale.ROOT);
        if (normalized) {
            prepared = normalize(WhiteSpace.stripEnd(prepared));
        }
        if (withoutPunctuation) {
            prepared = DELETED.matcher(prepared).replaceAll("");
            if (asian) {
                prepared = ASIAN_PUNCTUATION.matcher(prepared).replaceAll("");
            }
        }
        return WhiteSpace.split(prepared.toCharArray(), prepared.length(), vocabulary);
    }

    private String normalize(String text) {
        String joined = text.replace("\n-", "")
                .replace('\n', ' ')
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        String split = PUNCTUATION.matcher(" " + joined + " ").replaceAll(APART).replace("'s ", " 's ");
        split = MARK_AFTER_NO_DIGIT.matcher(split).replaceAll("$1 $2 ");
        split = MARK_BEFORE_NO_DIGIT.matcher(split).replaceAll(" $1 $2");
        split = DASH_AFTER_DIGIT.matcher(split).replaceAll("$1 $2 ");
        if (!asian) {
            return split;
        }
        return ASIAN_PUNCTUATION
                .matcher(CHINESE.matcher(split).replaceAll(APART))
                .replaceAll(APART);
    }
}
