package io.plumbline.governance.user;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A password: at least 12 characters, and at most 72 bytes, the limit of bcrypt.
@Constraint(validatedBy = Password.Bounds.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Password {
    int MIN_CHARACTERS = 12;
    int MAX_BYTES = 72;

    String BOUNDS = "must have at least 12 characters and at most 72 bytes";

    String message() default BOUNDS;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /// Checks the limits; null is valid.
    final class Bounds implements ConstraintValidator<Password, @Nullable String> {

        @Override
        public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
            return password == null || hold(password);
        }

        static boolean hold(String password) {
            return password.codePointCount(0, password.length()) >= MIN_CHARACTERS
                    && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        }
    }
}
