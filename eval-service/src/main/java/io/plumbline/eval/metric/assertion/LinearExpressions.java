package io.plumbline.eval.metric.assertion;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.plumbline.kit.pattern.ExpressionSize;

/// Regular expressions in linear time: RE2's. Linear in the text, times the size of the expression; so that is
/// bounded, before one is compiled.
final class LinearExpressions implements RegularExpressionFactory {

    /// Whether it is an expression of RE2, and a small one.
    static boolean accepts(String expression) {
        if (ExpressionSize.of(expression) > ExpressionSize.LARGEST) {
            return false;
        }
        try {
            Pattern _ = Pattern.compile(expression);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    @Override
    public RegularExpression getRegularExpression(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> pattern.matcher(text).find();
    }
}
