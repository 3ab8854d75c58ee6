/// E-mail addresses, also spelled out, URLs and IP addresses.
@NullMarked
package io.plumbline.personaldata.pii.internet;

import org.jspecify.annotations.NullMarked;
