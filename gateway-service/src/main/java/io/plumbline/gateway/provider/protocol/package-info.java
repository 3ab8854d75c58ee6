/// How providers are called, independent of their dialect.
@NullMarked
package io.plumbline.gateway.provider.protocol;

import org.jspecify.annotations.NullMarked;
