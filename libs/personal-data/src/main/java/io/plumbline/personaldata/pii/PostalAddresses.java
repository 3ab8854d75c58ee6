package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.pii.label.EntityLabels;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.List;

/// Postal addresses of China, Japan and the Arab countries. The package `names` has a grammar of words for those
/// in Latin script.
final class PostalAddresses {

    private static final String HAN = "[一-龥]";
    private static final String KANA = "[一-龥ぁ-んァ-ヶー]";
    private static final String WORD = "[ء-ي]{2,15}";
    private static final double SCORE = 0.6;

    private PostalAddresses() {}

    static List<Recognizer> all() {
        return List.of(eastAsian(), arabic());
    }

    /// A province or town, and a street or quarter with a number.
    private static Recognizer eastAsian() {
        return PatternRecognizer.of("ADDRESS")
                .form(new Form(
                        "Chinese",
                        SCORE,
                        HAN + "{2,3}(省|市|区|县|自治区)" + HAN
                                + "{0,16}(路|街|道|巷|弄|里|胡同|村)\\d{1,5}(弄|号)(\\d{1,4}(号|栋|幢|座|楼|单元))*"
                                + "(\\d{1,4}(室|户)?)?",
                        false,
                        false,
                        false))
                .form(new Form(
                        "Japanese",
                        SCORE,
                        "(〒 ?\\d{3}-\\d{4} ?)?" + HAN + "{2,3}(都|道|府|県)" + KANA
                                + "{2,16}(\\d{1,4}(-\\d{1,4}){1,3}|\\d{1,3}丁目(\\d{1,4}番(地)?(\\d{1,4}号?)?)?(\\d{1,4}(-\\d{1,4}){0,2})?)",
                        false,
                        true,
                        false))
                .form(new Form("Japanese postcode", SCORE, "〒 ?\\d{3}-\\d{4}", false, true, false))
                .named("pii.east_asian_address")
                .build();
    }

    private static Recognizer arabic() {
        return PatternRecognizer.of("ADDRESS")
                .named("pii.arabic_address")
                .form(
                        "Arabic",
                        0.35,
                        "(شارع|طريق|حي|ميدان)( " + WORD + "){1,4} \\d{1,5}(، ?" + WORD + "( " + WORD
                                + ")?( \\d{5})?){0,2}")
                .onlyAfter(EntityLabels.words("address"))
                .within(3)
                .inSentence()
                .build();
    }
}
