@NullMarked
package io.plumbline.monitoring.alert.channel;

import org.jspecify.annotations.NullMarked;
