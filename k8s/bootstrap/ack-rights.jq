# What ACK may do: to make, read and change what the foundation renders, and to take away what goes
# with its release. Never to delete what outlives it (tables, bucket, key), nor to read what is in
# it. The calls are those of ACK's controllers in August 2026. Where AWS knows no name before a thing
# is there, its tag app stands for it. Actions of one sort on what is named are one word, for a role
# takes 10,240 characters. Input: the objects; arguments: partition, region, account, and key, the
# ARN of the key that is there, or nothing.

def named($service; $rest): "arn:\($partition):\($service):\($region):\($account):\($rest)";
def iam($type): "arn:\($partition):iam::\($account):\($type)\(.spec.path // "/")\(.spec.name)";
# Of a VPC that somebody shares, the account is another one.
def shared($type): "arn:\($partition):ec2:\($region):*:\($type)";
def app: first.spec.tags[] | select(.key == "app" or .tagKey == "app") | .value // .tagValue;
def made: {Condition: {StringEquals: {"aws:RequestTag/app": app}}};
def ours: {Condition: {StringEquals: {"aws:ResourceTag/app": app}}};
def zones: "arn:\($partition):route53:::hostedzone/*";
def statement($sid; $actions; $resources):
  {Sid: $sid, Effect: "Allow", Action: $actions, Resource: ($resources | unique)};

# The ARN of each policy that a role is given, whether it is made here or not.
def attached($objects): [
  (.spec.policies // [])[],
  ((.spec.policyRefs // [])[].from.name as $name
    | $objects[] | select(.kind == "Policy" and .metadata.name == $name) | iam("policy"))
];

# What a role must not go beyond, where that is said; the same for those that are made here.
def bounds($objects): [
  (.spec.permissionsBoundary // empty),
  (.spec.permissionsBoundaryRef.from.name // empty
    | . as $name | $objects[] | select(.kind == "Policy" and .metadata.name == $name) | iam("policy"))
];

# Of the objects of one kind.
def rights($kind; $objects):
  if $kind == "OpenIDConnectProvider" then [statement("Provider"; ["iam:*OpenIDConnectProvider*"]; map("arn:\($partition):iam::\($account):oidc-provider/\(.spec.url | sub("^https://"; ""))"))]
  elif $kind == "Policy" then [statement("Policies"; [
    "iam:CreatePolicy*", "iam:DeletePolicy*", "iam:GetPolicy*", "iam:ListPolicy*", "iam:TagPolicy",
    "iam:UntagPolicy"
  ]; map(iam("policy")))]
  elif $kind == "Role" then [
    statement("Roles"; [
      "iam:DeleteRole", "iam:DetachRolePolicy", "iam:GetRole*", "iam:ListAttachedRolePolicies",
      "iam:ListRole*", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole"
    ]; map(iam("role"))),
    (statement("MakeRoles"; ["iam:CreateRole", "iam:PutRolePermissionsBoundary"]; map(iam("role")))
      + if all(bounds($objects) != []) then
          {Condition: {ArnEquals: {"iam:PermissionsBoundary": (map(bounds($objects)) | add | unique)}}}
        else {} end),
    (statement("RightsOfRoles"; ["iam:AttachRolePolicy"]; map(iam("role")))
      + {Condition: {ArnEquals: {"iam:PolicyARN": (map(attached($objects)) | add // [] | unique)}}})
  ]
  elif $kind == "InstanceProfile" then [
    statement("Profiles"; ["iam:*InstanceProfile"]; map(iam("instance-profile"))),
    statement("RolesOfProfiles"; ["iam:PassRole"];
      map(.spec.roleRef.from.name as $name
        | $objects[] | select(.kind == "Role" and .metadata.name == $name) | iam("role")))
  ]
  elif $kind == "Table" then [
    statement("Tables"; [
      "dynamodb:CreateTable", "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeContributorInsights", "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive", "dynamodb:GetResourcePolicy", "dynamodb:ListTagsOfResource",
      "dynamodb:TagResource", "dynamodb:UntagResource", "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive"
    ]; map(named("dynamodb"; "table/\(.spec.tableName)"))),
    # Whoever makes a table with a key has to be let use the key.
    (map(select(.spec.sseSpecification)) | select(length > 0)
      | statement("KeyOfTables"; [
        "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*",
        "kms:ReEncrypt*"
      ]; map(.spec.sseSpecification.kmsMasterKeyID // named("kms"; "key/*")))
      + {Condition: {StringEquals: {"kms:ViaService": "dynamodb.\($region).amazonaws.com"}}})
  ]
  elif $kind == "Bucket" then [
    # It reads all settings of a bucket, and more of them with each of its versions; before it changes
    # versioning it takes replication away.
    statement("Bucket"; [
      "s3:CreateBucket", "s3:GetAccelerateConfiguration", "s3:GetAnalyticsConfiguration",
      "s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:GetIntelligentTieringConfiguration",
      "s3:GetInventoryConfiguration", "s3:GetLifecycleConfiguration",
      "s3:GetMetricsConfiguration", "s3:GetReplicationConfiguration", "s3:ListTagsForResource",
      "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketTagging", "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration", "s3:PutReplicationConfiguration", "s3:TagResource",
      "s3:UntagResource"
    ]; map("arn:\($partition):s3:::\(.spec.name)")),
    statement("FindBucket"; ["s3:ListAllMyBuckets"]; ["*"])
  ]
  elif $kind == "Key" then [
    (statement("MakeKey"; ["kms:CreateKey", "kms:TagResource"]; ["*"]) + made),
    (statement("Key"; [
      "kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus",
      "kms:ListResourceTags"
    ]; [named("kms"; "key/*")]) + ours),
    # What has been tagged could be any key: its policy is changed by name alone, once there is one.
    if $key == "" then empty
    else statement("PolicyOfKey"; ["kms:PutKeyPolicy", "kms:UntagResource"]; [$key]) end
  ]
  elif $kind == "Alias" then [
    statement("Alias"; ["kms:CreateAlias", "kms:UpdateAlias"]; map(named("kms"; .spec.name))),
    (statement("KeyOfAlias"; ["kms:CreateAlias", "kms:UpdateAlias"]; [named("kms"; "key/*")])
      + {Condition: {StringEquals: {"aws:ResourceTag/app": ($objects | map(select(.kind == "Key")) | app)}}}),
    statement("FindAlias"; ["kms:ListAliases"]; ["*"])
  ]
  elif $kind == "VPCEndpoint" then [
    (statement("MakeEndpoints"; ["ec2:CreateVpcEndpoint"]; [named("ec2"; "vpc-endpoint/*")]) + made),
    (statement("Endpoints"; ["ec2:DeleteVpcEndpoints", "ec2:ModifyVpcEndpoint"];
      [named("ec2"; "vpc-endpoint/*")]) + ours),
    statement("WhereEndpointsAre"; ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint"];
      [named("ec2"; "security-group/*")] + map(
        shared("vpc/\(.spec.vpcID)"),
        shared("subnet/\((.spec.subnetIDs // [])[])"),
        named("ec2"; "route-table/\((.spec.routeTableIDs // [])[])"))),
    # Private DNS is a zone that AWS keeps and the endpoint's maker has associated.
    statement("FindEndpoints"; ["ec2:DescribeVpcEndpoints", "route53:AssociateVPCWithHostedZone"]; ["*"]),
    (map(select(.spec.serviceRegion)) | select(length > 0)
      | statement("EndpointsOfOtherRegions"; ["vpce:AllowMultiRegion"]; ["*"]))
  ]
  elif $kind == "SecurityGroup" then [
    (statement("MakeGroups"; ["ec2:CreateSecurityGroup"]; [named("ec2"; "security-group/*")]) + made),
    (statement("Groups"; [
      "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress",
      "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"
    ]; [named("ec2"; "security-group/*")]) + ours),
    statement("WhereGroupsAre"; ["ec2:CreateSecurityGroup"]; map(shared("vpc/\(.spec.vpcID)"))),
    statement("RulesOfGroups"; [
      "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress"
    ]; [named("ec2"; "security-group-rule/*")]),
    statement("FindGroups"; ["ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"]; ["*"])
  ]
  elif $kind == "VPCEndpointServiceConfiguration" then [
    (statement("MakeEndpointServices"; ["ec2:CreateVpcEndpointServiceConfiguration"];
      [named("ec2"; "vpc-endpoint-service/*")]) + made),
    (statement("EndpointServices"; [
      "ec2:DeleteVpcEndpointServiceConfigurations", "ec2:ModifyVpcEndpointServiceConfiguration",
      "ec2:ModifyVpcEndpointServicePermissions"
    ]; [named("ec2"; "vpc-endpoint-service/*")]) + ours),
    statement("FindEndpointServices"; [
      "ec2:DescribeVpcEndpointServiceConfigurations", "ec2:DescribeVpcEndpointServicePermissions"
    ]; ["*"]),
    (map(select(.spec.supportedRegions)) | select(length > 0)
      | statement("ServicesOfOtherRegions"; ["vpce:AllowMultiRegion"]; ["*"]))
  ]
  elif $kind == "HostedZone" then [
    statement("Zones"; [
      "route53:AssociateVPCWithHostedZone", "route53:ChangeTagsForResource",
      "route53:DeleteHostedZone", "route53:DisassociateVPCFromHostedZone",
      "route53:GetHostedZone", "route53:ListTagsForResource"
    ]; [zones]),
    statement("MakeZones"; ["ec2:DescribeVpcs", "route53:CreateHostedZone"]; ["*"])
  ]
  elif $kind == "RecordSet" then [
    statement("Records"; [
      "route53:ChangeResourceRecordSets", "route53:GetHostedZone", "route53:ListResourceRecordSets"
    ]; map(if .spec.hostedZoneID then "arn:\($partition):route53:::hostedzone/\(.spec.hostedZoneID)" else zones end)),
    statement("Changes"; ["route53:GetChange"]; ["arn:\($partition):route53:::change/*"])
  ]
  elif $kind == "ResolverEndpoint" then [
    (statement("MakeResolver"; ["route53resolver:CreateResolverEndpoint", "route53resolver:TagResource"];
      [named("route53resolver"; "resolver-endpoint/*")]) + made),
    (statement("Resolver"; [
      "route53resolver:*ResolverEndpointIpAddress*", "route53resolver:DeleteResolverEndpoint",
      "route53resolver:GetResolverEndpoint", "route53resolver:ListTagsForResource",
      "route53resolver:TagResource", "route53resolver:UntagResource",
      "route53resolver:UpdateResolverEndpoint"
    ]; [named("route53resolver"; "resolver-endpoint/*")]) + ours),
    # Its addresses are interfaces in your subnets.
    statement("Interfaces"; [
      "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
      "ec2:ModifyNetworkInterfaceAttribute"
    ]; ["*"])
  ]
  else error("ack-rights.jq does not know what ACK needs for \($kind).")
  end;

# EC2 tags what it makes, and what bears our tag; nothing else, or that would become ours, too.
def tags($objects):
  ($objects | map(select(.apiVersion | startswith("ec2.")))) | select(length > 0) | (
    statement("TagWhatIsMade"; ["ec2:CreateTags"]; [named("ec2"; "*/*")])
      + {Condition: {StringEquals: {"ec2:CreateAction": [
          "CreateSecurityGroup", "CreateVpcEndpoint", "CreateVpcEndpointServiceConfiguration"
        ]}}}
  ), (statement("Tag"; ["ec2:CreateTags", "ec2:DeleteTags"]; [named("ec2"; "*/*")]) + ours);

# Whatever a policy of key or bucket would let it.
def never: {
  Sid: "Never", Effect: "Deny", Resource: ["*"], Action: [
    "dynamodb:*Item", "dynamodb:DeleteTable", "dynamodb:PartiQL*", "dynamodb:Query", "dynamodb:Scan",
    "kms:DisableKey", "kms:ScheduleKeyDeletion", "s3:DeleteBucket", "s3:DeleteObject*",
    "s3:GetObject*", "s3:PutObject*"
  ]
};

. as $objects
| {Version: "2012-10-17", Statement: [
    (group_by(.kind)[] | rights(first.kind; $objects)[]), tags($objects), never
  ]}
