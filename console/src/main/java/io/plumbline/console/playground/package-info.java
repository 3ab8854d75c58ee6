/// The playground: messages run against variants side by side, through the gateway.
@NullMarked
package io.plumbline.console.playground;

import org.jspecify.annotations.NullMarked;
