package io.plumbline.kit.prompt;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.plumbline.kit.pattern.ExpressionSize;

/// Runs the `pattern` of a schema in linear time, so that nobody can write one that hangs the gateway. What RE2
/// does not know (look-around, back references) is refused when the prompt is registered.
final class LinearPatterns implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return text -> pattern.matcher(text).find();
    }

    /// Whether it is an expression of RE2, and a small one: matching takes time by its size, too.
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
