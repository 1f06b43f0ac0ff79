/** Amazon SNS as a sender: who it is says a certificate that the message names, and subscriptions want to be confirmed. */
@NullMarked
package dev.penstock.connector.webhook.sns;

import org.jspecify.annotations.NullMarked;
