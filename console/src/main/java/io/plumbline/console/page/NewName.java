package io.plumbline.console.page;

import io.plumbline.console.api.Parts;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of a resource that a form creates. The form stores it with a `PUT`, which would replace another.
public final class NewName {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    /// The last segment of the page with the form; a resource of this name would have no page.
    private static final String FORM = "new";

    private NewName() {}

    /// Returns what is wrong with a name; null if nothing is.
    ///
    /// @param noun such as `monitor`
    /// @param find reads the resource of this name
    public static @Nullable FormErrors problem(String name, String noun, Supplier<?> find) {
        if (!NAME.matcher(name).matches() || FORM.equals(name)) {
            return FormErrors.at("name", "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores");
        }
        return Parts.now(find::get).isPresent() ? FormErrors.at("name", "is the name of an existing " + noun) : null;
    }
}
