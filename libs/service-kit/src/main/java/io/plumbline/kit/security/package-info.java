/// Who calls and what they may do.
@NullMarked
package io.plumbline.kit.security;

import org.jspecify.annotations.NullMarked;
