/// The guarded endpoint between applications and models.
@NullMarked
package io.plumbline.gateway;

import org.jspecify.annotations.NullMarked;
