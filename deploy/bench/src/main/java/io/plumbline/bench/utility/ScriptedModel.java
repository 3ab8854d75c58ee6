package io.plumbline.bench.utility;

import java.math.BigDecimal;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model whose answers depend on the values in its prompt: it adds up the numbers and repeats codes and
/// addresses. It thereby shows whether a redacted prompt is answered like the original. It repeats placeholders
/// too.
final class ScriptedModel {

    private static final Pattern CODE =
            Pattern.compile("\\[[A-Z]+(?:_[A-Z]+)+]|[A-Za-z][\\w.@+-]*[\\d@](?:[\\w.@+-]*\\w)?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    private ScriptedModel() {}

    static String answer(String prompt) {
        StringJoiner codes = new StringJoiner(", ");
        StringBuilder rest = new StringBuilder(prompt.length());
        Matcher code = CODE.matcher(prompt);
        while (code.find()) {
            codes.add(code.group());
            code.appendReplacement(rest, " ");
        }
        code.appendTail(rest);
        BigDecimal sum = NUMBER.matcher(rest)
                .results()
                .map(number -> new BigDecimal(number.group()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return "The numbers add up to %s. The codes are: %s.".formatted(sum.toPlainString(), codes);
    }
}
