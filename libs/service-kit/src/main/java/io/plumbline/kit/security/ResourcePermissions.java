package io.plumbline.kit.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The permissions of a controller that inherits handlers, each of which declares its [Access].
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ResourcePermissions {

    Permission read();

    Permission write();

    /// The path variable that names a route, as in [RequiresPermission#route], for handlers of one resource.
    String route() default "";

    /// What an inherited handler does. The controller of each resource names the permissions for it.
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Access {
        Kind value();

        /// Whether a handler changes the resource.
        enum Kind {
            READ,
            WRITE
        }
    }
}
