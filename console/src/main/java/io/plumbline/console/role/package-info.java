/// Roles and their permissions.
@NullMarked
package io.plumbline.console.role;

import org.jspecify.annotations.NullMarked;
