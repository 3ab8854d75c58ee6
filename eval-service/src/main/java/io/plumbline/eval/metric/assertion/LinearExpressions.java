package io.plumbline.eval.metric.assertion;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.Matcher;

/// Regular expressions in linear time: RE2's. How large one becomes depends on its repetitions, which
/// multiply where one is in another; so their product is bounded before one is compiled.
final class LinearExpressions implements RegularExpressionFactory {

    private static final long MOST_REPETITIONS = 10_000;

    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /// Whether it is an expression of RE2, and a small one.
    static boolean accepts(String expression) {
        if (repetitions(expression) > MOST_REPETITIONS) {
            return false;
        }
        try {
            Pattern _ = Pattern.compile(expression);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /// The product of the counts `{m,n}` in an expression: more than it could grow by.
    private static long repetitions(String expression) {
        long product = 1;
        Matcher count = COUNT.matcher(expression);
        while (count.find()) {
            String most = count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
            product = Math.min(Integer.MAX_VALUE, product * Math.max(1, Long.parseLong(most)));
        }
        return product;
    }

    @Override
    public RegularExpression getRegularExpression(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> pattern.matcher(text).find();
    }
}
