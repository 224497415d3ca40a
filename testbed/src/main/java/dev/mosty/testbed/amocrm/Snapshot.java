package dev.mosty.testbed.amocrm;

import java.util.List;

/** What outlives a restart: the account as it stands, without its history. */
record Snapshot(List<CustomField> fields, List<Lead> leads, OAuthServer.State oauth, List<Subscription> webhooks) {}
