package io.plumbline.kit.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The permission that a handler asks of its caller. The handler then sees, in the database, the teams in which
/// the caller has this very permission, and no other team.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresPermission {
    Permission value();

    /// The path variable that names a route, if the handler is about one: a key that is limited to other routes
    /// is refused.
    String route() default "";
}
