/// Builds requests in a provider's dialect, and translates the events of its answers.
@NullMarked
package io.plumbline.gateway.upstream.translation;

import org.jspecify.annotations.NullMarked;
