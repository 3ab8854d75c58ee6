package io.plumbline.eval.metric.assertion;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.plumbline.kit.pattern.ExpressionSize;

/// Regular expressions in linear time with RE2. Time is linear in the text times the size of the expression, so
/// the size is bounded before compilation.
final class LinearExpressions implements RegularExpressionFactory {

    /// Whether RE2 accepts the expression and it is small.
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
