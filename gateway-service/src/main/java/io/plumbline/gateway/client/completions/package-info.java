/// Chat completions as clients speak them.
@NullMarked
package io.plumbline.gateway.client.completions;

import org.jspecify.annotations.NullMarked;
