package io.plumbline.governance.user;

import io.plumbline.kit.security.Role;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/// Stores a role by its code, `ml-engineer`.
@Converter(autoApply = true)
class RoleCodes implements AttributeConverter<@Nullable Role, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Role role) {
        return role == null ? null : role.code();
    }

    @Override
    public @Nullable Role convertToEntityAttribute(@Nullable String code) {
        return code == null
                ? null
                : Role.ofCode(code).orElseThrow(() -> new IllegalStateException("a stored role is unknown: " + code));
    }
}
