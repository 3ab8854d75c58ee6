/// What guards did, and what they would do.
@NullMarked
package io.plumbline.console.guard;

import org.jspecify.annotations.NullMarked;
