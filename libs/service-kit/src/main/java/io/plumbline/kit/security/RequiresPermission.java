package io.plumbline.kit.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The permission that a handler requires. In the database, the handler sees only the teams in which the caller
/// has this permission.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresPermission {
    Permission value();

    /// The path variable that names a route, if the handler concerns one. Keys limited to other routes are
    /// refused.
    String route() default "";
}
