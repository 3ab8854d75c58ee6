/// The roles and their permissions.
@NullMarked
package io.plumbline.governance.role;

import org.jspecify.annotations.NullMarked;
