/// How providers are called, whatever they speak.
@NullMarked
package io.plumbline.gateway.provider.protocol;

import org.jspecify.annotations.NullMarked;
