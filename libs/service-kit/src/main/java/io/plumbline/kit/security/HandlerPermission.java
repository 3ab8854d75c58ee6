package io.plumbline.kit.security;

import io.plumbline.kit.security.ResourcePermissions.Access;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/// The permission that a handler requires: its own, or the one that its controller names for its access.
///
/// @param route the path variable that names a route; empty for none
public record HandlerPermission(Permission permission, String route) {

    /// Returns null if none is declared.
    public static @Nullable HandlerPermission of(HandlerMethod handler) {
        RequiresPermission own = handler.getMethodAnnotation(RequiresPermission.class);
        if (own != null) {
            return new HandlerPermission(own.value(), own.route());
        }
        Access access = handler.getMethodAnnotation(Access.class);
        ResourcePermissions resource =
                AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), ResourcePermissions.class);
        if (access == null || resource == null) {
            return null;
        }
        boolean ofOne = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class));
        return new HandlerPermission(
                access.value() == Access.Kind.READ ? resource.read() : resource.write(), ofOne ? resource.route() : "");
    }
}
