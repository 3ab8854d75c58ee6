/// How many tokens a text has.
@NullMarked
package io.plumbline.gateway.tokens;

import org.jspecify.annotations.NullMarked;
