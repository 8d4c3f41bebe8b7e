import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClientIdentityProvider,
  UserPoolGroup,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { coordinatorGroup } from '#shared/contracts/api';
import { removalPolicy } from '../removal.ts';
import { physicalName, type Settings } from '../settings.ts';

/**
 * Sign-in for staff: invited by hand, a second factor always, code + PKCE for the console (which keeps no secret).
 * Access ends 15 minutes after it is taken away: API Gateway does not ask Cognito about a token that has not expired.
 */
export class SignIn extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.userPool = new UserPool(this, 'UserPool', {
      userPoolName: physicalName(settings, 'staff'),
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: settings.removal === 'retain',
      removalPolicy: removalPolicy(settings),
    });
    new UserPoolGroup(this, 'Coordinators', {
      userPool: this.userPool,
      groupName: coordinatorGroup,
      description: 'Runs the programme',
    });
    this.client = this.addConsole(settings);
  }

  private addConsole(settings: Settings): UserPoolClient {
    const client = this.userPool.addClient('Console', {
      userPoolClientName: physicalName(settings, 'console'),
      generateSecret: false,
      authFlows: { user: true, userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [settings.consoleUrl],
        logoutUrls: [settings.consoleUrl],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(10),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    this.userPool.addDomain('Domain', {
      // A prefix is unique in its region, over all accounts.
      cognitoDomain: { domainPrefix: `${physicalName(settings, 'staff')}-${Stack.of(this).account}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a style of its own, a client has no managed login page.
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.userPool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }
}
