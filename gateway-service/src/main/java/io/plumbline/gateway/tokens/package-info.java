/// Token counts of texts.
@NullMarked
package io.plumbline.gateway.tokens;

import org.jspecify.annotations.NullMarked;
