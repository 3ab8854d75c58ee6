/// Answers that were given before, kept in memory for the same call.
@NullMarked
package io.plumbline.gateway.cache;

import org.jspecify.annotations.NullMarked;
