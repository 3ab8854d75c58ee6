/// Chat completions in the client's dialect.
@NullMarked
package io.plumbline.gateway.client.completions;

import org.jspecify.annotations.NullMarked;
