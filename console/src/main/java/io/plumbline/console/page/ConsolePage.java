package io.plumbline.console.page;

import io.plumbline.kit.security.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Puts the pages of a controller into the sidebar. The item is current on all addresses below its path, and is
/// shown to users who have the permission in any team.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConsolePage {

    Section section();

    /// The words of the item.
    String label();

    /// The address of its first page, such as `/models`.
    String path();

    Permission permission();

    /// The position within the section, ascending.
    int order() default 100;

    /// The page of the documentation, below `docs/`, such as `guides/promote-a-model.md`; empty for none.
    String docs() default "";
}
