package io.plumbline.kit.prompt;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.plumbline.kit.pattern.ExpressionSize;

/// Evaluates the `pattern` keyword in linear time, so a schema cannot hang the gateway. Features that RE2 lacks
/// (look-around, back references) are refused when the prompt is registered.
final class LinearPatterns implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return text -> pattern.matcher(text).find();
    }

    /// Whether RE2 accepts the expression and it is small. Matching time also grows with the size of the
    /// expression.
    static boolean accepts(String regex) {
        if (ExpressionSize.of(regex) > ExpressionSize.LARGEST) {
            return false;
        }
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
