/// The in-memory cache of answers for identical calls.
@NullMarked
package io.plumbline.gateway.cache;

import org.jspecify.annotations.NullMarked;
