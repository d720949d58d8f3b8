// Written by scripts/generate-embeds; do not edit.
#include "EmbeddedFixtures.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif

// Every array ends in a zero that is not counted, so that an empty file is no special case.
static const unsigned char catalogue_advancedmd_yaml[] = {
#embed "../../fixtures/catalogue/advancedmd.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_asana_yaml[] = {
#embed "../../fixtures/catalogue/asana.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_brave_yaml[] = {
#embed "../../fixtures/catalogue/brave.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_confluence_yaml[] = {
#embed "../../fixtures/catalogue/confluence.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_databricksworkspace_yaml[] = {
#embed "../../fixtures/catalogue/databricksworkspace.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_exa_yaml[] = {
#embed "../../fixtures/catalogue/exa.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_freshdesk_yaml[] = {
#embed "../../fixtures/catalogue/freshdesk.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_github_yaml[] = {
#embed "../../fixtures/catalogue/github.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_githubpat_yaml[] = {
#embed "../../fixtures/catalogue/githubpat.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_gmail_yaml[] = {
#embed "../../fixtures/catalogue/gmail.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googlecalendar_yaml[] = {
#embed "../../fixtures/catalogue/googlecalendar.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googledocs_yaml[] = {
#embed "../../fixtures/catalogue/googledocs.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googledrive_yaml[] = {
#embed "../../fixtures/catalogue/googledrive.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googledwd_yaml[] = {
#embed "../../fixtures/catalogue/googledwd.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googlesheets_yaml[] = {
#embed "../../fixtures/catalogue/googlesheets.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_hubspot_yaml[] = {
#embed "../../fixtures/catalogue/hubspot.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_jira_yaml[] = {
#embed "../../fixtures/catalogue/jira.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_linear_yaml[] = {
#embed "../../fixtures/catalogue/linear.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_notion_yaml[] = {
#embed "../../fixtures/catalogue/notion.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_openmeteo_yaml[] = {
#embed "../../fixtures/catalogue/openmeteo.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_outlook_yaml[] = {
#embed "../../fixtures/catalogue/outlook.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_redshift_yaml[] = {
#embed "../../fixtures/catalogue/redshift.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_salesforce_yaml[] = {
#embed "../../fixtures/catalogue/salesforce.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_sendgrid_yaml[] = {
#embed "../../fixtures/catalogue/sendgrid.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_slack_yaml[] = {
#embed "../../fixtures/catalogue/slack.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_snowflakekeyauth_yaml[] = {
#embed "../../fixtures/catalogue/snowflakekeyauth.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_stripe_yaml[] = {
#embed "../../fixtures/catalogue/stripe.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_trello_yaml[] = {
#embed "../../fixtures/catalogue/trello.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_zendesk_yaml[] = {
#embed "../../fixtures/catalogue/zendesk.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char contract_binpb[] = {
#embed "../../Sources/ScalekitProtos/Generated/contract.binpb" suffix(, 0) if_empty(0)
};
static const unsigned char pages_authorize_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/authorize.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_consent_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/consent.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_dashboard_mark_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/dashboard-mark.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_dashboard_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/dashboard.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_facts_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/facts.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_field_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/field.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_landing_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/landing.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_layout_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/layout.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_meeting_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/meeting.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_message_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/message.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_pages_css[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/pages.css" suffix(, 0) if_empty(0)
};
static const unsigned char pages_problems_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/problems.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char pages_sign_in_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/sign-in.mustache" suffix(, 0) if_empty(0)
};
static const unsigned char seeds_demo_yaml[] = {
#embed "../../fixtures/seeds/demo.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char seeds_seed_schema_json[] = {
#embed "../../fixtures/seeds/seed.schema.json" suffix(, 0) if_empty(0)
};
static const unsigned char vendor_operations_txt[] = {
#embed "../../Sources/ScalekitProtos/Generated/vendor-operations.txt" suffix(, 0) if_empty(0)
};

static const struct embedded_file files[] = {
    {"catalogue/advancedmd.yaml", catalogue_advancedmd_yaml, sizeof(catalogue_advancedmd_yaml) - 1},
    {"catalogue/asana.yaml", catalogue_asana_yaml, sizeof(catalogue_asana_yaml) - 1},
    {"catalogue/brave.yaml", catalogue_brave_yaml, sizeof(catalogue_brave_yaml) - 1},
    {"catalogue/confluence.yaml", catalogue_confluence_yaml, sizeof(catalogue_confluence_yaml) - 1},
    {"catalogue/databricksworkspace.yaml", catalogue_databricksworkspace_yaml, sizeof(catalogue_databricksworkspace_yaml) - 1},
    {"catalogue/exa.yaml", catalogue_exa_yaml, sizeof(catalogue_exa_yaml) - 1},
    {"catalogue/freshdesk.yaml", catalogue_freshdesk_yaml, sizeof(catalogue_freshdesk_yaml) - 1},
    {"catalogue/github.yaml", catalogue_github_yaml, sizeof(catalogue_github_yaml) - 1},
    {"catalogue/githubpat.yaml", catalogue_githubpat_yaml, sizeof(catalogue_githubpat_yaml) - 1},
    {"catalogue/gmail.yaml", catalogue_gmail_yaml, sizeof(catalogue_gmail_yaml) - 1},
    {"catalogue/googlecalendar.yaml", catalogue_googlecalendar_yaml, sizeof(catalogue_googlecalendar_yaml) - 1},
    {"catalogue/googledocs.yaml", catalogue_googledocs_yaml, sizeof(catalogue_googledocs_yaml) - 1},
    {"catalogue/googledrive.yaml", catalogue_googledrive_yaml, sizeof(catalogue_googledrive_yaml) - 1},
    {"catalogue/googledwd.yaml", catalogue_googledwd_yaml, sizeof(catalogue_googledwd_yaml) - 1},
    {"catalogue/googlesheets.yaml", catalogue_googlesheets_yaml, sizeof(catalogue_googlesheets_yaml) - 1},
    {"catalogue/hubspot.yaml", catalogue_hubspot_yaml, sizeof(catalogue_hubspot_yaml) - 1},
    {"catalogue/jira.yaml", catalogue_jira_yaml, sizeof(catalogue_jira_yaml) - 1},
    {"catalogue/linear.yaml", catalogue_linear_yaml, sizeof(catalogue_linear_yaml) - 1},
    {"catalogue/notion.yaml", catalogue_notion_yaml, sizeof(catalogue_notion_yaml) - 1},
    {"catalogue/openmeteo.yaml", catalogue_openmeteo_yaml, sizeof(catalogue_openmeteo_yaml) - 1},
    {"catalogue/outlook.yaml", catalogue_outlook_yaml, sizeof(catalogue_outlook_yaml) - 1},
    {"catalogue/redshift.yaml", catalogue_redshift_yaml, sizeof(catalogue_redshift_yaml) - 1},
    {"catalogue/salesforce.yaml", catalogue_salesforce_yaml, sizeof(catalogue_salesforce_yaml) - 1},
    {"catalogue/sendgrid.yaml", catalogue_sendgrid_yaml, sizeof(catalogue_sendgrid_yaml) - 1},
    {"catalogue/slack.yaml", catalogue_slack_yaml, sizeof(catalogue_slack_yaml) - 1},
    {"catalogue/snowflakekeyauth.yaml", catalogue_snowflakekeyauth_yaml, sizeof(catalogue_snowflakekeyauth_yaml) - 1},
    {"catalogue/stripe.yaml", catalogue_stripe_yaml, sizeof(catalogue_stripe_yaml) - 1},
    {"catalogue/trello.yaml", catalogue_trello_yaml, sizeof(catalogue_trello_yaml) - 1},
    {"catalogue/zendesk.yaml", catalogue_zendesk_yaml, sizeof(catalogue_zendesk_yaml) - 1},
    {"contract.binpb", contract_binpb, sizeof(contract_binpb) - 1},
    {"pages/authorize.mustache", pages_authorize_mustache, sizeof(pages_authorize_mustache) - 1},
    {"pages/consent.mustache", pages_consent_mustache, sizeof(pages_consent_mustache) - 1},
    {"pages/dashboard-mark.mustache", pages_dashboard_mark_mustache, sizeof(pages_dashboard_mark_mustache) - 1},
    {"pages/dashboard.mustache", pages_dashboard_mustache, sizeof(pages_dashboard_mustache) - 1},
    {"pages/facts.mustache", pages_facts_mustache, sizeof(pages_facts_mustache) - 1},
    {"pages/field.mustache", pages_field_mustache, sizeof(pages_field_mustache) - 1},
    {"pages/landing.mustache", pages_landing_mustache, sizeof(pages_landing_mustache) - 1},
    {"pages/layout.mustache", pages_layout_mustache, sizeof(pages_layout_mustache) - 1},
    {"pages/meeting.mustache", pages_meeting_mustache, sizeof(pages_meeting_mustache) - 1},
    {"pages/message.mustache", pages_message_mustache, sizeof(pages_message_mustache) - 1},
    {"pages/pages.css", pages_pages_css, sizeof(pages_pages_css) - 1},
    {"pages/problems.mustache", pages_problems_mustache, sizeof(pages_problems_mustache) - 1},
    {"pages/sign-in.mustache", pages_sign_in_mustache, sizeof(pages_sign_in_mustache) - 1},
    {"seeds/demo.yaml", seeds_demo_yaml, sizeof(seeds_demo_yaml) - 1},
    {"seeds/seed.schema.json", seeds_seed_schema_json, sizeof(seeds_seed_schema_json) - 1},
    {"vendor-operations.txt", vendor_operations_txt, sizeof(vendor_operations_txt) - 1},
};

const struct embedded_file *embedded_files(void) { return files; }
size_t embedded_file_count(void) { return sizeof(files) / sizeof(files[0]); }
