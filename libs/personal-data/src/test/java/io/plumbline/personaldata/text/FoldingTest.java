package io.plumbline.personaldata.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

    private static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        text.codePoints().map(Folding::fold).filter(c -> c != Folding.INVISIBLE).forEach(c -> folded.append((char) c));
        return folded.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "Prompt, prompt",
        "рrоmрt, prompt",
        "ΡRΟΜΡΤ, prompt",
        "ꓑprompt, ꓑprompt",
        "𝓹𝓻𝓸𝓶𝓹𝓽, prompt",
        "𝙥𝙧𝙤𝙢𝙥𝙩, prompt",
        "ｐｒｏｍｐｔ, prompt",
        "ⓟⓡⓞⓜⓟⓣ, prompt",
        "🅟🅡🅞🅜🅟🅣, prompt",
        "🅿🆁🅾🅼🅿🆃, prompt",
        "🇵🇷🇴🇲🇵🇹, prompt",
        "ᴘʀᴏᴍᴘᴛ, prompt",
        "ᏢᎡᎾᎷᏢᎢ, prᎾmpt",
        "հօt, hot",
        "přömpt, prompt",
        "p\u200br\u2060o\u00admpt, prompt",
        "p\u0301r\u0327ompt, prompt",
        "'“prompt”','\"prompt\"'",
        "提示, 提示",
        "ПРИВЕТ, npиbet"
    })
    void foldsToWhatAReaderSees(String text, String seen) {
        assertThat(folded(text)).isEqualToIgnoringCase(seen);
    }
}
