/// Calls to providers: one HTTP exchange after another until one answers.
@NullMarked
package io.plumbline.gateway.upstream;

import org.jspecify.annotations.NullMarked;
