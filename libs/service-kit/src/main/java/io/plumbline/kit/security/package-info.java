/// Authentication and authorisation.
@NullMarked
package io.plumbline.kit.security;

import org.jspecify.annotations.NullMarked;
