/// Calls to providers: one HTTP exchange after the other, until one answers.
@NullMarked
package io.plumbline.gateway.upstream;

import org.jspecify.annotations.NullMarked;
