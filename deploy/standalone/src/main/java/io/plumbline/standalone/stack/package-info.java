/// The whole stack: up, down, status.
@NullMarked
package io.plumbline.standalone.stack;

import org.jspecify.annotations.NullMarked;
