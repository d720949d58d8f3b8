// Written by scripts/generate-embeds; do not edit.
#include "EmbeddedFixtures.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Wc23-extensions"
#endif

// Every array ends in a zero that is not counted, so that an empty file is no special case.
static const unsigned char catalogue_advancedmd_yaml[] = {
#embed "../../fixtures/catalogue/advancedmd.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_airtable_yaml[] = {
#embed "../../fixtures/catalogue/airtable.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_apollo_yaml[] = {
#embed "../../fixtures/catalogue/apollo.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_asana_yaml[] = {
#embed "../../fixtures/catalogue/asana.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_attio_yaml[] = {
#embed "../../fixtures/catalogue/attio.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_bigquery_yaml[] = {
#embed "../../fixtures/catalogue/bigquery.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_bitbucket_yaml[] = {
#embed "../../fixtures/catalogue/bitbucket.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_box_yaml[] = {
#embed "../../fixtures/catalogue/box.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_brave_yaml[] = {
#embed "../../fixtures/catalogue/brave.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_calendly_yaml[] = {
#embed "../../fixtures/catalogue/calendly.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_clickup_yaml[] = {
#embed "../../fixtures/catalogue/clickup.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_close_yaml[] = {
#embed "../../fixtures/catalogue/close.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_confluence_yaml[] = {
#embed "../../fixtures/catalogue/confluence.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_databricksworkspace_yaml[] = {
#embed "../../fixtures/catalogue/databricksworkspace.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_datadog_yaml[] = {
#embed "../../fixtures/catalogue/datadog.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_discord_yaml[] = {
#embed "../../fixtures/catalogue/discord.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_dropbox_yaml[] = {
#embed "../../fixtures/catalogue/dropbox.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_exa_yaml[] = {
#embed "../../fixtures/catalogue/exa.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_fathom_yaml[] = {
#embed "../../fixtures/catalogue/fathom.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_figma_yaml[] = {
#embed "../../fixtures/catalogue/figma.yaml" suffix(, 0) if_empty(0)
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
static const unsigned char catalogue_gitlab_yaml[] = {
#embed "../../fixtures/catalogue/gitlab.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_gmail_yaml[] = {
#embed "../../fixtures/catalogue/gmail.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_gong_yaml[] = {
#embed "../../fixtures/catalogue/gong.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googleanalytics_yaml[] = {
#embed "../../fixtures/catalogue/googleanalytics.yaml" suffix(, 0) if_empty(0)
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
static const unsigned char catalogue_googleforms_yaml[] = {
#embed "../../fixtures/catalogue/googleforms.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googlemeet_yaml[] = {
#embed "../../fixtures/catalogue/googlemeet.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googlesearchconsole_yaml[] = {
#embed "../../fixtures/catalogue/googlesearchconsole.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googlesheets_yaml[] = {
#embed "../../fixtures/catalogue/googlesheets.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_googleslides_yaml[] = {
#embed "../../fixtures/catalogue/googleslides.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_hubspot_yaml[] = {
#embed "../../fixtures/catalogue/hubspot.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_intercom_yaml[] = {
#embed "../../fixtures/catalogue/intercom.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_jira_yaml[] = {
#embed "../../fixtures/catalogue/jira.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_jiraservicemanagement_yaml[] = {
#embed "../../fixtures/catalogue/jiraservicemanagement.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_linear_yaml[] = {
#embed "../../fixtures/catalogue/linear.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_linkedin_yaml[] = {
#embed "../../fixtures/catalogue/linkedin.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_mailchimp_yaml[] = {
#embed "../../fixtures/catalogue/mailchimp.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_mailgun_yaml[] = {
#embed "../../fixtures/catalogue/mailgun.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_microsoftteams_yaml[] = {
#embed "../../fixtures/catalogue/microsoftteams.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_miro_yaml[] = {
#embed "../../fixtures/catalogue/miro.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_monday_yaml[] = {
#embed "../../fixtures/catalogue/monday.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_notion_yaml[] = {
#embed "../../fixtures/catalogue/notion.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_onedrive_yaml[] = {
#embed "../../fixtures/catalogue/onedrive.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_onenote_yaml[] = {
#embed "../../fixtures/catalogue/onenote.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_openmeteo_yaml[] = {
#embed "../../fixtures/catalogue/openmeteo.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_outlook_yaml[] = {
#embed "../../fixtures/catalogue/outlook.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_outreach_yaml[] = {
#embed "../../fixtures/catalogue/outreach.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_pagerduty_yaml[] = {
#embed "../../fixtures/catalogue/pagerduty.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_pipedrive_yaml[] = {
#embed "../../fixtures/catalogue/pipedrive.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_postmark_yaml[] = {
#embed "../../fixtures/catalogue/postmark.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_quickbooks_yaml[] = {
#embed "../../fixtures/catalogue/quickbooks.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_redshift_yaml[] = {
#embed "../../fixtures/catalogue/redshift.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_resend_yaml[] = {
#embed "../../fixtures/catalogue/resend.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_salesforce_yaml[] = {
#embed "../../fixtures/catalogue/salesforce.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_salesloft_yaml[] = {
#embed "../../fixtures/catalogue/salesloft.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_sendgrid_yaml[] = {
#embed "../../fixtures/catalogue/sendgrid.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_servicenow_yaml[] = {
#embed "../../fixtures/catalogue/servicenow.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_slack_yaml[] = {
#embed "../../fixtures/catalogue/slack.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_snowflake_yaml[] = {
#embed "../../fixtures/catalogue/snowflake.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_snowflakekeyauth_yaml[] = {
#embed "../../fixtures/catalogue/snowflakekeyauth.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_stripe_yaml[] = {
#embed "../../fixtures/catalogue/stripe.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_supabase_yaml[] = {
#embed "../../fixtures/catalogue/supabase.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_trello_yaml[] = {
#embed "../../fixtures/catalogue/trello.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_twilio_yaml[] = {
#embed "../../fixtures/catalogue/twilio.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_twitter_yaml[] = {
#embed "../../fixtures/catalogue/twitter.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_vercel_yaml[] = {
#embed "../../fixtures/catalogue/vercel.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_xero_yaml[] = {
#embed "../../fixtures/catalogue/xero.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_youtube_yaml[] = {
#embed "../../fixtures/catalogue/youtube.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_zendesk_yaml[] = {
#embed "../../fixtures/catalogue/zendesk.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_zohocrm_yaml[] = {
#embed "../../fixtures/catalogue/zohocrm.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char catalogue_zoom_yaml[] = {
#embed "../../fixtures/catalogue/zoom.yaml" suffix(, 0) if_empty(0)
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
static const unsigned char pages_mcp_authorize_mustache[] = {
#embed "../../Sources/EmulatorServer/Pages/Templates/mcp-authorize.mustache" suffix(, 0) if_empty(0)
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
static const unsigned char simulators_github_yaml[] = {
#embed "../../fixtures/simulators/github.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char simulators_gmail_yaml[] = {
#embed "../../fixtures/simulators/gmail.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char simulators_googlecalendar_yaml[] = {
#embed "../../fixtures/simulators/googlecalendar.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char simulators_slack_yaml[] = {
#embed "../../fixtures/simulators/slack.yaml" suffix(, 0) if_empty(0)
};
static const unsigned char vendor_operations_txt[] = {
#embed "../../Sources/ScalekitProtos/Generated/vendor-operations.txt" suffix(, 0) if_empty(0)
};

static const struct embedded_file files[] = {
    {"catalogue/advancedmd.yaml", catalogue_advancedmd_yaml, sizeof(catalogue_advancedmd_yaml) - 1},
    {"catalogue/airtable.yaml", catalogue_airtable_yaml, sizeof(catalogue_airtable_yaml) - 1},
    {"catalogue/apollo.yaml", catalogue_apollo_yaml, sizeof(catalogue_apollo_yaml) - 1},
    {"catalogue/asana.yaml", catalogue_asana_yaml, sizeof(catalogue_asana_yaml) - 1},
    {"catalogue/attio.yaml", catalogue_attio_yaml, sizeof(catalogue_attio_yaml) - 1},
    {"catalogue/bigquery.yaml", catalogue_bigquery_yaml, sizeof(catalogue_bigquery_yaml) - 1},
    {"catalogue/bitbucket.yaml", catalogue_bitbucket_yaml, sizeof(catalogue_bitbucket_yaml) - 1},
    {"catalogue/box.yaml", catalogue_box_yaml, sizeof(catalogue_box_yaml) - 1},
    {"catalogue/brave.yaml", catalogue_brave_yaml, sizeof(catalogue_brave_yaml) - 1},
    {"catalogue/calendly.yaml", catalogue_calendly_yaml, sizeof(catalogue_calendly_yaml) - 1},
    {"catalogue/clickup.yaml", catalogue_clickup_yaml, sizeof(catalogue_clickup_yaml) - 1},
    {"catalogue/close.yaml", catalogue_close_yaml, sizeof(catalogue_close_yaml) - 1},
    {"catalogue/confluence.yaml", catalogue_confluence_yaml, sizeof(catalogue_confluence_yaml) - 1},
    {"catalogue/databricksworkspace.yaml", catalogue_databricksworkspace_yaml, sizeof(catalogue_databricksworkspace_yaml) - 1},
    {"catalogue/datadog.yaml", catalogue_datadog_yaml, sizeof(catalogue_datadog_yaml) - 1},
    {"catalogue/discord.yaml", catalogue_discord_yaml, sizeof(catalogue_discord_yaml) - 1},
    {"catalogue/dropbox.yaml", catalogue_dropbox_yaml, sizeof(catalogue_dropbox_yaml) - 1},
    {"catalogue/exa.yaml", catalogue_exa_yaml, sizeof(catalogue_exa_yaml) - 1},
    {"catalogue/fathom.yaml", catalogue_fathom_yaml, sizeof(catalogue_fathom_yaml) - 1},
    {"catalogue/figma.yaml", catalogue_figma_yaml, sizeof(catalogue_figma_yaml) - 1},
    {"catalogue/freshdesk.yaml", catalogue_freshdesk_yaml, sizeof(catalogue_freshdesk_yaml) - 1},
    {"catalogue/github.yaml", catalogue_github_yaml, sizeof(catalogue_github_yaml) - 1},
    {"catalogue/githubpat.yaml", catalogue_githubpat_yaml, sizeof(catalogue_githubpat_yaml) - 1},
    {"catalogue/gitlab.yaml", catalogue_gitlab_yaml, sizeof(catalogue_gitlab_yaml) - 1},
    {"catalogue/gmail.yaml", catalogue_gmail_yaml, sizeof(catalogue_gmail_yaml) - 1},
    {"catalogue/gong.yaml", catalogue_gong_yaml, sizeof(catalogue_gong_yaml) - 1},
    {"catalogue/googleanalytics.yaml", catalogue_googleanalytics_yaml, sizeof(catalogue_googleanalytics_yaml) - 1},
    {"catalogue/googlecalendar.yaml", catalogue_googlecalendar_yaml, sizeof(catalogue_googlecalendar_yaml) - 1},
    {"catalogue/googledocs.yaml", catalogue_googledocs_yaml, sizeof(catalogue_googledocs_yaml) - 1},
    {"catalogue/googledrive.yaml", catalogue_googledrive_yaml, sizeof(catalogue_googledrive_yaml) - 1},
    {"catalogue/googledwd.yaml", catalogue_googledwd_yaml, sizeof(catalogue_googledwd_yaml) - 1},
    {"catalogue/googleforms.yaml", catalogue_googleforms_yaml, sizeof(catalogue_googleforms_yaml) - 1},
    {"catalogue/googlemeet.yaml", catalogue_googlemeet_yaml, sizeof(catalogue_googlemeet_yaml) - 1},
    {"catalogue/googlesearchconsole.yaml", catalogue_googlesearchconsole_yaml, sizeof(catalogue_googlesearchconsole_yaml) - 1},
    {"catalogue/googlesheets.yaml", catalogue_googlesheets_yaml, sizeof(catalogue_googlesheets_yaml) - 1},
    {"catalogue/googleslides.yaml", catalogue_googleslides_yaml, sizeof(catalogue_googleslides_yaml) - 1},
    {"catalogue/hubspot.yaml", catalogue_hubspot_yaml, sizeof(catalogue_hubspot_yaml) - 1},
    {"catalogue/intercom.yaml", catalogue_intercom_yaml, sizeof(catalogue_intercom_yaml) - 1},
    {"catalogue/jira.yaml", catalogue_jira_yaml, sizeof(catalogue_jira_yaml) - 1},
    {"catalogue/jiraservicemanagement.yaml", catalogue_jiraservicemanagement_yaml, sizeof(catalogue_jiraservicemanagement_yaml) - 1},
    {"catalogue/linear.yaml", catalogue_linear_yaml, sizeof(catalogue_linear_yaml) - 1},
    {"catalogue/linkedin.yaml", catalogue_linkedin_yaml, sizeof(catalogue_linkedin_yaml) - 1},
    {"catalogue/mailchimp.yaml", catalogue_mailchimp_yaml, sizeof(catalogue_mailchimp_yaml) - 1},
    {"catalogue/mailgun.yaml", catalogue_mailgun_yaml, sizeof(catalogue_mailgun_yaml) - 1},
    {"catalogue/microsoftteams.yaml", catalogue_microsoftteams_yaml, sizeof(catalogue_microsoftteams_yaml) - 1},
    {"catalogue/miro.yaml", catalogue_miro_yaml, sizeof(catalogue_miro_yaml) - 1},
    {"catalogue/monday.yaml", catalogue_monday_yaml, sizeof(catalogue_monday_yaml) - 1},
    {"catalogue/notion.yaml", catalogue_notion_yaml, sizeof(catalogue_notion_yaml) - 1},
    {"catalogue/onedrive.yaml", catalogue_onedrive_yaml, sizeof(catalogue_onedrive_yaml) - 1},
    {"catalogue/onenote.yaml", catalogue_onenote_yaml, sizeof(catalogue_onenote_yaml) - 1},
    {"catalogue/openmeteo.yaml", catalogue_openmeteo_yaml, sizeof(catalogue_openmeteo_yaml) - 1},
    {"catalogue/outlook.yaml", catalogue_outlook_yaml, sizeof(catalogue_outlook_yaml) - 1},
    {"catalogue/outreach.yaml", catalogue_outreach_yaml, sizeof(catalogue_outreach_yaml) - 1},
    {"catalogue/pagerduty.yaml", catalogue_pagerduty_yaml, sizeof(catalogue_pagerduty_yaml) - 1},
    {"catalogue/pipedrive.yaml", catalogue_pipedrive_yaml, sizeof(catalogue_pipedrive_yaml) - 1},
    {"catalogue/postmark.yaml", catalogue_postmark_yaml, sizeof(catalogue_postmark_yaml) - 1},
    {"catalogue/quickbooks.yaml", catalogue_quickbooks_yaml, sizeof(catalogue_quickbooks_yaml) - 1},
    {"catalogue/redshift.yaml", catalogue_redshift_yaml, sizeof(catalogue_redshift_yaml) - 1},
    {"catalogue/resend.yaml", catalogue_resend_yaml, sizeof(catalogue_resend_yaml) - 1},
    {"catalogue/salesforce.yaml", catalogue_salesforce_yaml, sizeof(catalogue_salesforce_yaml) - 1},
    {"catalogue/salesloft.yaml", catalogue_salesloft_yaml, sizeof(catalogue_salesloft_yaml) - 1},
    {"catalogue/sendgrid.yaml", catalogue_sendgrid_yaml, sizeof(catalogue_sendgrid_yaml) - 1},
    {"catalogue/servicenow.yaml", catalogue_servicenow_yaml, sizeof(catalogue_servicenow_yaml) - 1},
    {"catalogue/slack.yaml", catalogue_slack_yaml, sizeof(catalogue_slack_yaml) - 1},
    {"catalogue/snowflake.yaml", catalogue_snowflake_yaml, sizeof(catalogue_snowflake_yaml) - 1},
    {"catalogue/snowflakekeyauth.yaml", catalogue_snowflakekeyauth_yaml, sizeof(catalogue_snowflakekeyauth_yaml) - 1},
    {"catalogue/stripe.yaml", catalogue_stripe_yaml, sizeof(catalogue_stripe_yaml) - 1},
    {"catalogue/supabase.yaml", catalogue_supabase_yaml, sizeof(catalogue_supabase_yaml) - 1},
    {"catalogue/trello.yaml", catalogue_trello_yaml, sizeof(catalogue_trello_yaml) - 1},
    {"catalogue/twilio.yaml", catalogue_twilio_yaml, sizeof(catalogue_twilio_yaml) - 1},
    {"catalogue/twitter.yaml", catalogue_twitter_yaml, sizeof(catalogue_twitter_yaml) - 1},
    {"catalogue/vercel.yaml", catalogue_vercel_yaml, sizeof(catalogue_vercel_yaml) - 1},
    {"catalogue/xero.yaml", catalogue_xero_yaml, sizeof(catalogue_xero_yaml) - 1},
    {"catalogue/youtube.yaml", catalogue_youtube_yaml, sizeof(catalogue_youtube_yaml) - 1},
    {"catalogue/zendesk.yaml", catalogue_zendesk_yaml, sizeof(catalogue_zendesk_yaml) - 1},
    {"catalogue/zohocrm.yaml", catalogue_zohocrm_yaml, sizeof(catalogue_zohocrm_yaml) - 1},
    {"catalogue/zoom.yaml", catalogue_zoom_yaml, sizeof(catalogue_zoom_yaml) - 1},
    {"contract.binpb", contract_binpb, sizeof(contract_binpb) - 1},
    {"pages/authorize.mustache", pages_authorize_mustache, sizeof(pages_authorize_mustache) - 1},
    {"pages/consent.mustache", pages_consent_mustache, sizeof(pages_consent_mustache) - 1},
    {"pages/dashboard-mark.mustache", pages_dashboard_mark_mustache, sizeof(pages_dashboard_mark_mustache) - 1},
    {"pages/dashboard.mustache", pages_dashboard_mustache, sizeof(pages_dashboard_mustache) - 1},
    {"pages/facts.mustache", pages_facts_mustache, sizeof(pages_facts_mustache) - 1},
    {"pages/field.mustache", pages_field_mustache, sizeof(pages_field_mustache) - 1},
    {"pages/landing.mustache", pages_landing_mustache, sizeof(pages_landing_mustache) - 1},
    {"pages/layout.mustache", pages_layout_mustache, sizeof(pages_layout_mustache) - 1},
    {"pages/mcp-authorize.mustache", pages_mcp_authorize_mustache, sizeof(pages_mcp_authorize_mustache) - 1},
    {"pages/meeting.mustache", pages_meeting_mustache, sizeof(pages_meeting_mustache) - 1},
    {"pages/message.mustache", pages_message_mustache, sizeof(pages_message_mustache) - 1},
    {"pages/pages.css", pages_pages_css, sizeof(pages_pages_css) - 1},
    {"pages/problems.mustache", pages_problems_mustache, sizeof(pages_problems_mustache) - 1},
    {"pages/sign-in.mustache", pages_sign_in_mustache, sizeof(pages_sign_in_mustache) - 1},
    {"seeds/demo.yaml", seeds_demo_yaml, sizeof(seeds_demo_yaml) - 1},
    {"seeds/seed.schema.json", seeds_seed_schema_json, sizeof(seeds_seed_schema_json) - 1},
    {"simulators/github.yaml", simulators_github_yaml, sizeof(simulators_github_yaml) - 1},
    {"simulators/gmail.yaml", simulators_gmail_yaml, sizeof(simulators_gmail_yaml) - 1},
    {"simulators/googlecalendar.yaml", simulators_googlecalendar_yaml, sizeof(simulators_googlecalendar_yaml) - 1},
    {"simulators/slack.yaml", simulators_slack_yaml, sizeof(simulators_slack_yaml) - 1},
    {"vendor-operations.txt", vendor_operations_txt, sizeof(vendor_operations_txt) - 1},
};

const struct embedded_file *embedded_files(void) { return files; }
size_t embedded_file_count(void) { return sizeof(files) / sizeof(files[0]); }
